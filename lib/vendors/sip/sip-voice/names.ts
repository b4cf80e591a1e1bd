import { metadataFunctionNames } from "@/lib/aws/own-names";
import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import {
  apiLogGroupOf,
  type MetadataFunction,
  type MetadataNames,
} from "@/lib/blueprints/shared/metadata-resources";
import { ProblemError } from "@/lib/kernel/result";
import { type SipSettings, sipSettings } from "../connection-settings";
import type { SipVoiceSettings } from "./settings";

export type SipVoiceInput = BlueprintInput<SipVoiceSettings>;

/** What the integration's resources are called in this account, behind the prefix. */
export function namesOf({
  prefix,
  settings,
}: Pick<SipVoiceInput, "prefix" | "settings">): MetadataNames & { connector: string; flow: string } {
  return {
    table: `${prefix}${settings.table.name}`,
    // The role that customers have created takes only names with these endings (lib/aws/own-names.ts); "sip-" keeps them
    // apart from another integration's in the same account.
    functionName: (part: MetadataFunction) => `${prefix}sip-${metadataFunctionNames[part]}`,
    api: `${prefix}${settings.api.name}`,
    apiLogGroup: apiLogGroupOf(`${prefix}${settings.api.name}`),
    path: "/metadata",
    authorizer: "voiceAgentToken",
    indexes: [],
    connector: `${prefix}${settings.connector.name}`,
    flow: `${prefix}TransferToVoiceAgent`,
  };
}

/** The connection that the integration works with. Throws `sip-connection-incomplete`. */
export function parseSipConnection(vendors: SipVoiceInput["vendors"]): SipSettings {
  const parsed = sipSettings.safeParse(vendors.sip ?? {});
  if (parsed.success) return parsed.data;
  throw new ProblemError({
    code: "sip-connection-incomplete",
    sentence: "The SIP connection has no host, or no number or user to call. Nothing was changed.",
    wayOut: "Open the SIP connection, fill in both, and save it.",
  });
}
