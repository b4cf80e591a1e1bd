import type { SandboxAccount } from "../../state/account";
import { ask, extrasState } from "./service";

/** Moves the expiry of what is stored under this key an hour into the past, in every table with a time to live. */
export async function expireItems(account: SandboxAccount, key: string): Promise<void> {
  const past = String(Math.floor(account.clock.now() / 1000) - 3600);
  for (const [TableName, { timeToLive }] of Object.entries(extrasState(account).data.tables)) {
    if (!timeToLive?.enabled) continue;
    const Key = { [await keyNameOf(account, TableName)]: { S: key } };
    const { Item } = await ask(account, "GetItem", { TableName, Key, ConsistentRead: true });
    if (!Item) continue;
    await ask(account, "UpdateItem", {
      TableName,
      Key,
      UpdateExpression: "SET #expiry = :past",
      ExpressionAttributeNames: { "#expiry": timeToLive.attributeName },
      ExpressionAttributeValues: { ":past": { N: past } },
    });
  }
}

async function keyNameOf(account: SandboxAccount, TableName: string): Promise<string> {
  const { Table } = (await ask(account, "DescribeTable", { TableName })) as {
    Table?: { KeySchema?: { AttributeName: string; KeyType: string }[] };
  };
  return Table?.KeySchema?.find(({ KeyType }) => KeyType === "HASH")?.AttributeName ?? "";
}
