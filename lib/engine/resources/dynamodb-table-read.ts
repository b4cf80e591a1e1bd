import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetResourcePolicyCommand,
  ListTagsOfResourceCommand,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import type { ResourceContext } from "../resource";
import { noLimit, sortIndexes, type TableProps } from "./dynamodb-table-fields";

export const sendOptions = (context: ResourceContext) => ({ abortSignal: context.signal });

/** undefined where there is none. */
export async function describeTable(
  context: ResourceContext,
  name: string,
): Promise<TableDescription | undefined> {
  try {
    const command = new DescribeTableCommand({ TableName: name });
    return (await context.aws.dynamodb.send(command, sendOptions(context))).Table;
  } catch (error) {
    if (isAwsError(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/** A table as AWS has it, in the form that settings want it in. */
export async function fetchProps(
  context: ResourceContext,
  name: string,
  table: TableDescription,
): Promise<TableProps> {
  return {
    name,
    partitionKey: keyOf(table, table.KeySchema),
    ttlAttribute: await fetchTtl(context, name),
    indexes: sortIndexes(
      (table.GlobalSecondaryIndexes ?? []).map((index) => ({
        name: index.IndexName ?? "",
        partitionKey: keyOf(table, index.KeySchema, index.Projection?.ProjectionType),
      })),
    ),
  };
}

/** The attribute that says when an item expires; "" while TTL is off. */
export async function fetchTtl(context: ResourceContext, name: string): Promise<string> {
  const command = new DescribeTimeToLiveCommand({ TableName: name });
  const { TimeToLiveDescription: ttl } = await context.aws.dynamodb.send(command, sendOptions(context));
  const isOn = ttl?.TimeToLiveStatus === "ENABLED" || ttl?.TimeToLiveStatus === "ENABLING";
  return isOn ? (ttl.AttributeName ?? "") : "";
}

export async function fetchTags(context: ResourceContext, arn: string) {
  const tags: { Key: string | undefined; Value: string | undefined }[] = [];
  let token: string | undefined;
  do {
    const command = new ListTagsOfResourceCommand({ ResourceArn: arn, NextToken: token });
    const page = await context.aws.dynamodb.send(command, sendOptions(context));
    tags.push(...(page.Tags ?? []).map(({ Key, Value }) => ({ Key, Value })));
    token = page.NextToken;
  } while (token !== undefined);
  return tags;
}

export async function fetchResourcePolicy(
  context: ResourceContext,
  arn: string,
): Promise<string | undefined> {
  try {
    const command = new GetResourcePolicyCommand({ ResourceArn: arn });
    return (await context.aws.dynamodb.send(command, sendOptions(context))).Policy;
  } catch (error) {
    if (isAwsError(error, "PolicyNotFoundException", "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/** By the paths of `tableFields`, without the resource policy. */
export function settingsOf(table: TableDescription): Record<string, string | boolean | undefined> {
  const { OnDemandThroughput: limits, SSEDescription: encryption, StreamSpecification: stream } = table;
  const reads = limits?.MaxReadRequestUnits ?? noLimit;
  const writes = limits?.MaxWriteRequestUnits ?? noLimit;
  return {
    // DynamoDB leaves the summary out for a table that never was on demand.
    billingMode: table.BillingModeSummary?.BillingMode ?? "PROVISIONED",
    throughputLimits:
      reads === noLimit && writes === noLimit ? undefined : `${reads} reads, ${writes} writes a second`,
    tableClass: table.TableClassSummary?.TableClass ?? "STANDARD",
    deletionProtection: table.DeletionProtectionEnabled ?? false,
    encryption: encryption?.SSEType === undefined ? "AWS owned key" : (encryption.KMSMasterKeyArn ?? "KMS"),
    stream: stream?.StreamEnabled === true ? (stream.StreamViewType ?? "on") : undefined,
    replicas: (table.Replicas ?? []).map(({ RegionName }) => RegionName ?? "").join(", "),
  };
}

/** "contactId"; a sort key, another type than text or a projection of less than all shows beside it. */
function keyOf(
  { AttributeDefinitions = [] }: TableDescription,
  schema: TableDescription["KeySchema"],
  projection = "ALL",
): string {
  const typeOf = (name: string | undefined) =>
    AttributeDefinitions.find((each) => each.AttributeName === name)?.AttributeType ?? "S";
  const names = [...(schema ?? [])]
    .sort((a, b) => (a.KeyType ?? "").localeCompare(b.KeyType ?? ""))
    .map(({ AttributeName = "" }) => {
      const type = typeOf(AttributeName);
      return type === "S" ? AttributeName : `${AttributeName} (${type})`;
    });
  return names.join(" + ") + (projection === "ALL" ? "" : ` (${projection})`);
}
