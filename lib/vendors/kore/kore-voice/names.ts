import { metadataFunctionNames } from "@/lib/aws/own-names";
import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import { apiLogGroupOf, type MetadataFunction } from "@/lib/blueprints/shared/metadata-resources";
import type { KoreVoiceSettings } from "./settings";

export type KoreVoiceInput = BlueprintInput<KoreVoiceSettings>;

export const apiPath = "/kore-metadata";
const authorizerName = "koreClientAuth";

/** The attribute of an item that holds Kore's session id, and the index on it. */
export const sessionAttribute = "koreSessionId";
export const sessionIndex = "koreSessionId-index";

/** What the integration's things are called in this account: the guide's names behind the prefix. */
export function namesOf({ prefix, settings }: Pick<KoreVoiceInput, "prefix" | "settings">) {
  return {
    table: `${prefix}${settings.table.name}`,
    functionName: (part: MetadataFunction) => `${prefix}${metadataFunctionNames[part]}`,
    api: `${prefix}${settings.api.name}`,
    apiLogGroup: apiLogGroupOf(`${prefix}${settings.api.name}`),
    path: apiPath,
    authorizer: authorizerName,
    indexes: [{ name: sessionIndex, partitionKey: sessionAttribute }],
    connector: `${prefix}${settings.connector.name}`,
    flow: `${prefix}TransfertoKore&MetadataPassing`,
  };
}
