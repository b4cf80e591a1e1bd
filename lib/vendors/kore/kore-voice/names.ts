import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import type { KoreVoiceSettings } from "./settings";

export type KoreVoiceInput = BlueprintInput<KoreVoiceSettings>;

/** The functions, by the part they play: the names that Kore's guide gives them. */
export const FUNCTIONS = {
  store: "koreStoreSessionMetadata",
  authorizer: "AuthenticateBeforeStoringInDynamoDB",
  retrieve: "koreRetrieveSessionMetadata",
} as const;
export type FunctionPart = keyof typeof FUNCTIONS;
export const FUNCTION_PARTS = ["store", "authorizer", "retrieve"] as const satisfies FunctionPart[];

export const API_PATH = "/kore-metadata";
export const AUTHORIZER_NAME = "koreClientAuth";
export const TOKEN_HEADER = "authorizationToken";

/** The attribute of an item that holds Kore's session id, and the index on it. */
export const SESSION_ATTRIBUTE = "koreSessionId";
export const SESSION_INDEX = "koreSessionId-index";

/** What the integration's things are called in this account: the guide's names behind the prefix. */
export function namesOf({ prefix, settings }: Pick<KoreVoiceInput, "prefix" | "settings">) {
  const functionName = (part: FunctionPart) => `${prefix}${FUNCTIONS[part]}`;
  return {
    table: `${prefix}${settings.table.name}`,
    functionName,
    api: `${prefix}${settings.api.name}`,
    // An API's name may hold blanks, a log group's may not.
    apiLogGroup: `/aws/apigateway/${prefix}${settings.api.name}`.replace(/[^A-Za-z0-9_./-]/g, "-"),
    connector: `${prefix}${settings.connector.name}`,
    flow: `${prefix}TransfertoKore&MetadataPassing`,
  };
}
