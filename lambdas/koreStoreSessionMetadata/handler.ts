import { callDynamoDb } from "../shared/call-dynamodb";
import { readMetadataSettings } from "./settings";
import { storeMetadata } from "./store-metadata";
import { writeMetadata } from "./write-metadata";

/** API Gateway's proxy integration calls this for POST /kore-metadata?contactId=…, once the authorizer has allowed it. */
export const handler = storeMetadata({
  now: () => new Date(),
  write: (entry) => writeMetadata(callDynamoDb, readMetadataSettings(), entry),
});
