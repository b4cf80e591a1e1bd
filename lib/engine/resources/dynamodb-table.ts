import {
  CreateTableCommand,
  DeleteResourcePolicyCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetResourcePolicyCommand,
  ListTagsOfResourceCommand,
  paginateListTables,
  type TableDescription,
  TagResourceCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import type { FieldDifference } from "@/lib/kernel/field-difference";
import { waitUntil } from "@/lib/kernel/wait-until";
import { arnPrefix } from "../arn";
import { compareFields } from "../compare";
import { type DeclaredField, departs, departuresOf, NONE } from "../declared-fields";
import { ownershipOfList, tagListOf } from "../ownership";
import { defineResource, type ResourceContext } from "../resource";
import { readEach } from "../unsearched";

const tableProps = z.object({
  name: z.string(),
  partitionKey: z.string(),
  ttlAttribute: z.string(),
  indexes: z.array(z.object({ name: z.string(), partitionKey: z.string() })),
});
type TableProps = z.infer<typeof tableProps>;

/** AWS says seconds for a small table, and minutes for an index; a deployment waits no longer than this. */
const activeTimeoutSeconds = 240;
const goneTimeoutSeconds = 60;

const fields: DeclaredField[] = [
  { path: "name", kept: "identity" },
  { path: "partitionKey", kept: "as-wanted" },
  { path: "ttlAttribute", kept: "as-wanted" },
  { path: "indexes", kept: "as-wanted" },
  { path: "billingMode", kept: "fixed", value: "PAY_PER_REQUEST" },
  { path: "throughputLimits", kept: "fixed", value: NONE },
  { path: "tableClass", kept: "fixed", value: "STANDARD" },
  { path: "resourcePolicy", kept: "fixed", value: NONE },
  {
    path: "deletionProtection",
    kept: "reported",
    value: "false",
    why: "Deletion protection is on for the table, so removing the integration will stop there.",
    wayOut: "Turn off deletion protection in the DynamoDB console before you remove the integration.",
  },
  {
    path: "encryption",
    kept: "reported",
    value: "AWS owned key",
    why: "The table is encrypted with a different key. The functions can't read it if that key isn't available.",
    wayOut: "No action is needed if your company wants this and the functions' roles can use the key.",
  },
  {
    path: "stream",
    kept: "reported",
    value: NONE,
    why: "The table's stream is on. It passes on everything in callers' records.",
    wayOut:
      "No action is needed if your company wants this. Otherwise, turn off the stream in the DynamoDB console.",
  },
  {
    path: "replicas",
    kept: "reported",
    value: NONE,
    why: "The table is replicated to other Regions, which incurs charges and stores callers' records there.",
    wayOut:
      "No action is needed if your company wants this. Otherwise, delete the replicas in the DynamoDB console.",
  },
  {
    path: "pointInTimeRecovery, backups",
    kept: "not-compared",
    why: "A backup contains only what the table contained. Many companies require backups.",
  },
  { path: "contributorInsights, warmThroughput", kept: "not-compared", why: "They don't affect requests." },
];

/** What DynamoDB answers of a limit that isn't set, and takes to unset it. */
const noLimit = -1;

export const dynamodbTable = defineResource({
  type: "dynamodb-table",
  title: "DynamoDB table",
  props: tableProps,
  fields,
  iamActions: [
    "dynamodb:CreateTable",
    "dynamodb:DeleteResourcePolicy",
    "dynamodb:DeleteTable",
    "dynamodb:DescribeTable",
    "dynamodb:DescribeTimeToLive",
    "dynamodb:GetResourcePolicy",
    "dynamodb:ListTables",
    "dynamodb:ListTagsOfResource",
    "dynamodb:TagResource",
    "dynamodb:UpdateTable",
    "dynamodb:UpdateTimeToLive",
  ],
  name: ({ name }) => name,
  summary: (props) =>
    [
      `key ${props.partitionKey}`,
      "on demand",
      `TTL ${props.ttlAttribute}`,
      ...props.indexes.map((index) => `index ${index.name}`),
    ].join(", "),
  charge: () => "DynamoDB charges for each read and write to this table, and for storage.",
  immutablePaths: ["partitionKey"],
  usualSeconds: 8,
  // An earlier table to be gone, this one to be there, one index to go and one to come.
  longestWaitSeconds: goneTimeoutSeconds + 3 * activeTimeoutSeconds,
  predict: (context, { name }) => ({
    arn: `${arnPrefix(context, "dynamodb")}table/${name}`,
    name,
  }),

  async observe(context, { name }) {
    const table = await describeTable(context, name);
    if (table === undefined || table.TableStatus === "DELETING") return undefined;
    const arn = table.TableArn ?? "";
    const [ttlAttribute, tags, resourcePolicy] = await Promise.all([
      readTtl(context, name),
      readTags(context, arn),
      readResourcePolicy(context, arn),
    ]);
    return {
      state: {
        name,
        partitionKey: keyOf(table, table.KeySchema),
        ttlAttribute,
        indexes: sorted(
          (table.GlobalSecondaryIndexes ?? []).map((index) => ({
            name: index.IndexName ?? "",
            partitionKey: keyOf(table, index.KeySchema, index.Projection?.ProjectionType),
          })),
        ),
      },
      outputs: { arn, name },
      ownership: ownershipOfList(tags, context.owner),
      departures: departuresOf(fields, { ...settingsOf(table), resourcePolicy }),
    };
  },

  async listOwned(context, nearby) {
    const names: string[] = [];
    for await (const page of paginateListTables({ client: context.aws.dynamodb }, {}, sendOptions(context))) {
      names.push(...(page.TableNames ?? []).filter(nearby.isSuspect));
    }
    return readEach(
      names,
      nearby,
      (name) => name,
      async (name) => {
        const table = await describeTable(context, name);
        const arn = table?.TableArn ?? "";
        if (table === undefined || table.TableStatus === "DELETING") return undefined;
        if (ownershipOfList(await readTags(context, arn), context.owner).kind !== "ours") return undefined;
        const props = { name, partitionKey: "", ttlAttribute: "", indexes: [] };
        return { name, props, outputs: { arn, name } };
      },
    );
  },

  compare: (want, have) =>
    compareFields({ ...want, indexes: sorted(want.indexes) }, { ...have, indexes: sorted(have.indexes) }),

  async ensure(context, want, have) {
    if (have === undefined) await createTable(context, want);
    const arn = await waitUntilActive(context, want.name);
    if (have !== undefined) {
      if (have.ownership.kind !== "ours") await tag(context, arn);
      await changeSettings(context, want.name, arn, have.departures);
      await changeIndexes(context, want, have.state);
    }
    if ((await readTtl(context, want.name)) !== want.ttlAttribute) await setTtl(context, want);
    return { arn, name: want.name };
  },

  async remove(context, { name }) {
    try {
      await context.aws.dynamodb.send(new DeleteTableCommand({ TableName: name }), sendOptions(context));
    } catch (error) {
      if (!isAwsError(error, "ResourceNotFoundException")) throw error;
    }
    await waitUntilGone(context, name);
  },
});

const sendOptions = (context: ResourceContext) => ({ abortSignal: context.signal });

async function describeTable(context: ResourceContext, name: string): Promise<TableDescription | undefined> {
  try {
    const command = new DescribeTableCommand({ TableName: name });
    return (await context.aws.dynamodb.send(command, sendOptions(context))).Table;
  } catch (error) {
    if (isAwsError(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

async function createTable(context: ResourceContext, want: TableProps): Promise<void> {
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
async function changeIndexes(context: ResourceContext, want: TableProps, have: TableProps): Promise<void> {
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

async function readTtl(context: ResourceContext, name: string): Promise<string> {
  const command = new DescribeTimeToLiveCommand({ TableName: name });
  const { TimeToLiveDescription: ttl } = await context.aws.dynamodb.send(command, sendOptions(context));
  const isOn = ttl?.TimeToLiveStatus === "ENABLED" || ttl?.TimeToLiveStatus === "ENABLING";
  return isOn ? (ttl.AttributeName ?? "") : "";
}

/** DynamoDB refuses a second change of TTL within an hour; its own words say so when that happens. */
async function setTtl(context: ResourceContext, want: TableProps): Promise<void> {
  await context.aws.dynamodb.send(
    new UpdateTimeToLiveCommand({
      TableName: want.name,
      TimeToLiveSpecification: { AttributeName: want.ttlAttribute, Enabled: true },
    }),
    sendOptions(context),
  );
}

async function readTags(context: ResourceContext, arn: string) {
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

async function tag(context: ResourceContext, arn: string): Promise<void> {
  const command = new TagResourceCommand({ ResourceArn: arn, Tags: tagListOf(context.owner) });
  await context.aws.dynamodb.send(command, sendOptions(context));
}

async function waitUntilActive(context: ResourceContext, name: string): Promise<string> {
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

function settingsOf(table: TableDescription): Record<string, string | boolean | undefined> {
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

async function readResourcePolicy(context: ResourceContext, arn: string): Promise<string | undefined> {
  try {
    const command = new GetResourcePolicyCommand({ ResourceArn: arn });
    return (await context.aws.dynamodb.send(command, sendOptions(context))).Policy;
  } catch (error) {
    if (isAwsError(error, "PolicyNotFoundException", "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/** DynamoDB takes one of these at a time, and needs the table active before the next. */
async function changeSettings(
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

function sorted(indexes: TableProps["indexes"]): TableProps["indexes"] {
  return [...indexes].sort((a, b) => a.name.localeCompare(b.name));
}
