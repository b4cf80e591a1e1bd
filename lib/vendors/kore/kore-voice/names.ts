import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import {
  apiLogGroupOf,
  METADATA_FUNCTIONS,
  type MetadataFunction,
} from "@/lib/blueprints/shared/metadata-resources";
import type { KoreVoiceSettings } from "./settings";

export type KoreVoiceInput = BlueprintInput<KoreVoiceSettings>;

export const API_PATH = "/kore-metadata";
const AUTHORIZER_NAME = "koreClientAuth";

/** The attribute of an item that holds Kore's session id, and the index on it. */
export const SESSION_ATTRIBUTE = "koreSessionId";
export const SESSION_INDEX = "koreSessionId-index";

/** What the integration's things are called in this account: the guide's names behind the prefix. */
export function namesOf({ prefix, settings }: Pick<KoreVoiceInput, "prefix" | "settings">) {
  return {
    table: `${prefix}${settings.table.name}`,
    functionName: (part: MetadataFunction) => `${prefix}${METADATA_FUNCTIONS[part]}`,
    api: `${prefix}${settings.api.name}`,
    apiLogGroup: apiLogGroupOf(`${prefix}${settings.api.name}`),
    path: API_PATH,
    authorizer: AUTHORIZER_NAME,
    indexes: [{ name: SESSION_INDEX, partitionKey: SESSION_ATTRIBUTE }],
    connector: `${prefix}${settings.connector.name}`,
    flow: `${prefix}TransfertoKore&MetadataPassing`,
  };
}
