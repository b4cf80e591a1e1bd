import { setTimeout as wait } from "node:timers/promises";
import { readMetadataSettings } from "../koreStoreSessionMetadata/settings";
import { callDynamoDb, type Item } from "../shared/call-dynamodb";
import { retrieveMetadata } from "./retrieve-metadata";

/** The Amazon Connect flow invokes this after the call has returned from Kore. */
export const handler = retrieveMetadata({
  now: () => Date.now(),
  wait: async (milliseconds) => {
    await wait(milliseconds);
  },
  read: async (contactId, deadline) => {
    const { Item } = await callDynamoDb<{ Item?: Item }>(
      "GetItem",
      {
        TableName: readMetadataSettings().tableName,
        Key: { contactId: { S: contactId } },
        ConsistentRead: true,
      },
      { deadline },
    );
    return Item;
  },
});
