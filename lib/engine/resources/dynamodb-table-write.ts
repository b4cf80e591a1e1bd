import {
  CreateTableCommand,
  DeleteResourcePolicyCommand,
  DeleteTableCommand,
  TagResourceCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import type { FieldDifference } from "@/lib/kernel/field-difference";
import { waitUntil } from "@/lib/kernel/wait-until";
import { departs } from "../declared-fields";
import { tagListOf } from "../ownership";
import type { ResourceContext } from "../resource";
import { noLimit, type TableProps } from "./dynamodb-table-fields";
import { describeTable, sendOptions } from "./dynamodb-table-read";

/** AWS says seconds for a small table, and minutes for an index; a deployment waits no longer than this. */
const activeTimeoutSeconds = 240;
const goneTimeoutSeconds = 60;

/** An earlier table to be gone, this one to be there, one index to go and one to come. */
export const longestWaitSeconds = goneTimeoutSeconds + 3 * activeTimeoutSeconds;

export async function createTable(context: ResourceContext, want: TableProps): Promise<void> {
  // A table of the same name that is still being deleted refuses a new one.
  if ((await describeTable(context, want.name))?.TableStatus === "DELETING") {
    await waitUntilGone(context, want.name);
  }
  const keys = [...new Set([want.partitionKey, ...want.indexes.map((index) => index.partitionKey)])];
  await context.aws.dynamodb.send(
    new CreateTableCommand({
      TableName: want.name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [{ AttributeName: want.partitionKey, KeyType: "HASH" }],
      GlobalSecondaryIndexes: want.indexes.length === 0 ? undefined : want.indexes.map(indexDefinition),
      Tags: tagListOf(context.owner),
    }),
    sendOptions(context),
  );
}

function indexDefinition(index: { name: string; partitionKey: string }) {
  return {
    IndexName: index.name,
    KeySchema: [{ AttributeName: index.partitionKey, KeyType: "HASH" as const }],
    Projection: { ProjectionType: "ALL" as const },
  };
}

/** DynamoDB takes one index change at a time and needs the table active before the next. */
export async function changeIndexes(
  context: ResourceContext,
  want: TableProps,
  have: TableProps,
): Promise<void> {
  const isSame = (a: TableProps["indexes"][number], b: TableProps["indexes"][number]) =>
    a.name === b.name && a.partitionKey === b.partitionKey;
  for (const gone of have.indexes.filter((index) => !want.indexes.some((wanted) => isSame(wanted, index)))) {
    await updateTable(context, { name: want.name, deleteIndex: gone.name });
  }
  for (const added of want.indexes.filter((index) => !have.indexes.some((there) => isSame(there, index)))) {
    await updateTable(context, { name: want.name, createIndex: added });
  }
}

async function updateTable(
  context: ResourceContext,
  change: { name: string; deleteIndex?: string; createIndex?: TableProps["indexes"][number] },
): Promise<void> {
  const { createIndex, deleteIndex } = change;
  await context.aws.dynamodb.send(
    new UpdateTableCommand({
      TableName: change.name,
      ...(createIndex === undefined
        ? {}
        : { AttributeDefinitions: [{ AttributeName: createIndex.partitionKey, AttributeType: "S" }] }),
      GlobalSecondaryIndexUpdates: [
        ...(deleteIndex === undefined ? [] : [{ Delete: { IndexName: deleteIndex } }]),
        ...(createIndex === undefined ? [] : [{ Create: indexDefinition(createIndex) }]),
      ],
    }),
    sendOptions(context),
  );
  await waitUntilActive(context, change.name);
}

/** DynamoDB takes one of these at a time, and needs the table active before the next. */
export async function changeSettings(
  context: ResourceContext,
  name: string,
  arn: string,
  departures: readonly FieldDifference[] | undefined,
): Promise<void> {
  if (departs(departures, "resourcePolicy")) {
    const command = new DeleteResourcePolicyCommand({ ResourceArn: arn });
    await context.aws.dynamodb.send(command, sendOptions(context));
  }
  const changes: [string, Partial<UpdateTableCommandInput>][] = [
    ["billingMode", { BillingMode: "PAY_PER_REQUEST" }],
    [
      "throughputLimits",
      { OnDemandThroughput: { MaxReadRequestUnits: noLimit, MaxWriteRequestUnits: noLimit } },
    ],
    ["tableClass", { TableClass: "STANDARD" }],
  ];
  for (const [path, change] of changes) {
    if (!departs(departures, path)) continue;
    const command = new UpdateTableCommand({ TableName: name, ...change });
    await context.aws.dynamodb.send(command, sendOptions(context));
    await waitUntilActive(context, name);
  }
}

/** DynamoDB refuses a second change of TTL within an hour; its own words say so when that happens. */
export async function setTtl(context: ResourceContext, want: TableProps): Promise<void> {
  await context.aws.dynamodb.send(
    new UpdateTimeToLiveCommand({
      TableName: want.name,
      TimeToLiveSpecification: { AttributeName: want.ttlAttribute, Enabled: true },
    }),
    sendOptions(context),
  );
}

export async function tag(context: ResourceContext, arn: string): Promise<void> {
  const command = new TagResourceCommand({ ResourceArn: arn, Tags: tagListOf(context.owner) });
  await context.aws.dynamodb.send(command, sendOptions(context));
}

/** Waits until it is gone; a table that doesn't exist is no error. */
export async function deleteTable(context: ResourceContext, name: string): Promise<void> {
  try {
    await context.aws.dynamodb.send(new DeleteTableCommand({ TableName: name }), sendOptions(context));
  } catch (error) {
    if (!isAwsError(error, "ResourceNotFoundException")) throw error;
  }
  await waitUntilGone(context, name);
}

/** The table's ARN, once it and its indexes are active. */
export async function waitUntilActive(context: ResourceContext, name: string): Promise<string> {
  const wait = {
    what: `the table ${name} to become active`,
    timeoutSeconds: activeTimeoutSeconds,
    signal: context.signal,
  };
  return waitUntil(wait, async () => {
    const table = await describeTable(context, name);
    const indexes = table?.GlobalSecondaryIndexes ?? [];
    const isActive =
      table?.TableStatus === "ACTIVE" && indexes.every((index) => index.IndexStatus === "ACTIVE");
    return isActive ? table.TableArn : undefined;
  });
}

async function waitUntilGone(context: ResourceContext, name: string): Promise<void> {
  const wait = {
    what: `the table ${name} to be gone`,
    timeoutSeconds: goneTimeoutSeconds,
    signal: context.signal,
  };
  await waitUntil(wait, async () => ((await describeTable(context, name)) === undefined ? true : undefined));
}
