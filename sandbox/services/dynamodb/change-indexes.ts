import type { UpdateTableInput } from "@aws-sdk/client-dynamodb";
import type { SandboxAccount } from "../../state/account";
import { ServiceError, type Valid } from "../../wire/service";
import { askTableStore, openedTables, type StoredIndex, type StoredTable } from "./table-store";

/** AWS takes minutes; long enough here that code that doesn't wait finds no index yet. */
const indexChangeMs = 800;

type Updates = NonNullable<Valid<UpdateTableInput>["GlobalSecondaryIndexUpdates"]>;

/** Whether UpdateTable adds or removes an index. dynalite accepts these without effect, so they are applied here. */
export function changesIndexes(input: Valid<UpdateTableInput>): boolean {
  return (input.GlobalSecondaryIndexUpdates ?? []).some(isIndexChange);
}

/** Adds or removes one index: UPDATING at once, ACTIVE when all items are in it. Returns the table. */
export async function changeIndex(
  account: SandboxAccount,
  input: Valid<UpdateTableInput>,
): Promise<{ TableDescription: StoredTable }> {
  const changes = (input.GlobalSecondaryIndexUpdates ?? []).filter(isIndexChange);
  const [change] = changes;
  if (!change || changes.length > 1)
    throw new ServiceError(
      "LimitExceededException",
      "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
    );
  const name = input.TableName;
  const table = await openedTables(account).change(name, (standing) => begin(standing, change, input));
  const timer = setTimeout(() => {
    finishIndexChange(account, name).catch((error: unknown) => {
      if (!isClosed(error)) console.error(error);
    });
  }, indexChangeMs);
  timer.unref();
  account.onStop(() => clearTimeout(timer));
  return { TableDescription: table };
}

/** Resumes every change that a stopped sandbox left unfinished. */
export async function finishIndexChanges(account: SandboxAccount): Promise<void> {
  const { body } = await askTableStore(account, "ListTables", Buffer.from("{}"));
  const { TableNames } = JSON.parse(String(body)) as { TableNames: string[] };
  for (const name of TableNames) {
    const { TableStatus } = await openedTables(account).get(name);
    if (TableStatus === "UPDATING") await finishIndexChange(account, name);
  }
}

function isIndexChange({ Create, Delete }: Updates[number]): boolean {
  return Create !== undefined || Delete !== undefined;
}

function begin(table: StoredTable, change: Updates[number], input: Valid<UpdateTableInput>): StoredTable {
  const indexes = table.GlobalSecondaryIndexes ?? [];
  if (table.TableStatus !== "ACTIVE" || indexes.some(({ IndexStatus }) => IndexStatus !== "ACTIVE"))
    throw new ServiceError(
      "ResourceInUseException",
      `Attempt to change a resource which is still in use: Table is being updated: ${table.TableName}`,
    );
  if (change.Delete) {
    const { IndexName } = change.Delete;
    if (!indexes.some((index) => index.IndexName === IndexName))
      throw new ServiceError("ResourceNotFoundException", "Requested resource not found");
    return {
      ...table,
      TableStatus: "UPDATING",
      GlobalSecondaryIndexes: indexes.map((index) =>
        index.IndexName === IndexName ? { ...index, IndexStatus: "DELETING" } : index,
      ),
    };
  }
  const index = newIndex(table, change.Create, input.AttributeDefinitions);
  const defined = new Map(
    [...table.AttributeDefinitions, ...(input.AttributeDefinitions ?? [])].map((each) => [
      each.AttributeName,
      each,
    ]),
  );
  return {
    ...table,
    AttributeDefinitions: [...defined.values()],
    TableStatus: "UPDATING",
    GlobalSecondaryIndexes: [...indexes, index],
  };
}

function newIndex(
  table: StoredTable,
  create: Updates[number]["Create"],
  given: Valid<UpdateTableInput>["AttributeDefinitions"],
): StoredIndex {
  const invalid = (words: string) =>
    new ServiceError("ValidationException", `One or more parameter values were invalid: ${words}`, {}, 400);
  const { IndexName = "", KeySchema = [], Projection = {}, ProvisionedThroughput } = create ?? {};
  if ((table.GlobalSecondaryIndexes ?? []).some((index) => index.IndexName === IndexName))
    throw new ServiceError(
      "ValidationException",
      `Attempting to create an index which already exists: ${IndexName}`,
      {},
      400,
    );
  const names = new Set([...table.AttributeDefinitions, ...(given ?? [])].map((each) => each.AttributeName));
  if (!KeySchema.every(({ AttributeName = "" }) => names.has(AttributeName)))
    throw invalid("Some index key attributes are not defined in AttributeDefinitions.");
  const isOnDemand = table.BillingModeSummary?.BillingMode === "PAY_PER_REQUEST";
  // An on-demand table's index has no throughput of its own: AWS refuses one that does.
  if (isOnDemand && ProvisionedThroughput)
    throw invalid(
      "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    );
  if (!isOnDemand && !ProvisionedThroughput)
    throw invalid(`ProvisionedThroughput must be specified for index: ${IndexName}`);
  return {
    IndexName,
    KeySchema,
    Projection,
    IndexArn: `${table.TableArn}/index/${IndexName}`,
    IndexSizeBytes: 0,
    ItemCount: 0,
    IndexStatus: "CREATING",
    ProvisionedThroughput: {
      ReadCapacityUnits: 0,
      WriteCapacityUnits: 0,
      ...ProvisionedThroughput,
      NumberOfDecreasesToday: 0,
    },
  };
}

async function finishIndexChange(account: SandboxAccount, name: string): Promise<void> {
  const tables = openedTables(account);
  const table = await tables.get(name);
  if ((table.GlobalSecondaryIndexes ?? []).some(({ IndexStatus }) => IndexStatus === "CREATING"))
    await fillIndexes(account, table);
  await tables.change(name, (standing) => {
    const left = (standing.GlobalSecondaryIndexes ?? [])
      .filter(({ IndexStatus }) => IndexStatus !== "DELETING")
      .map((index) => ({ ...index, IndexStatus: "ACTIVE" }));
    const { GlobalSecondaryIndexes: _, ...rest } = standing;
    return {
      ...rest,
      TableStatus: "ACTIVE",
      ...(left.length === 0 ? {} : { GlobalSecondaryIndexes: left }),
    };
  });
}

/** An update without changes writes an item into each index that the table has. */
async function fillIndexes(account: SandboxAccount, table: StoredTable): Promise<void> {
  const keys = table.KeySchema.map(({ AttributeName = "" }) => AttributeName);
  const ask = async (operation: string, input: object) => {
    const { body } = await askTableStore(account, operation, Buffer.from(JSON.stringify(input)));
    return JSON.parse(String(body)) as { Items?: Record<string, unknown>[]; LastEvaluatedKey?: object };
  };
  let ExclusiveStartKey: object | undefined;
  do {
    const page = await ask("Scan", { TableName: table.TableName, ExclusiveStartKey });
    for (const item of page.Items ?? []) {
      await ask("UpdateItem", {
        TableName: table.TableName,
        Key: Object.fromEntries(keys.map((key) => [key, item[key]])),
        ConditionExpression: "attribute_exists(#key)",
        ExpressionAttributeNames: { "#key": keys[0] },
      });
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && /closed|not open|NotFound/i.test(`${error.name} ${error.message}`);
}
