import { tokenHeaderName } from "@/lib/blueprints/shared/metadata-resources";
import { presetSipRanges } from "@/lib/blueprints/shared/voice-connector";
import type { SecretRef } from "@/lib/kernel/references";
import { parseSipConnection, type SipVoiceInput } from "./names";

/** The SIP header that names the contact in Amazon Connect's INVITE. */
export const contactHeader = "X-Amzn-ConnectContactId";

/** What the voice agent's side has to be told. */
export interface AgentSide {
  user: string;
  /** Address ranges that calls come from. */
  allowlist: string[];
  /** undefined without metadata, or until the API is deployed. */
  post: { url: string; headers: Record<string, string | SecretRef>; body: string } | undefined;
}

/** `{contactId}` in the URL stands for the value of the INVITE's header. */
export function agentSideOf(input: SipVoiceInput): AgentSide {
  const { settings, outputs } = input;
  const url = settings.hasMetadata ? outputs.api?.url : undefined;
  return {
    user: parseSipConnection(input.vendors).user,
    allowlist: settings.sipRanges ?? presetSipRanges(input.region),
    post:
      url === undefined
        ? undefined
        : {
            url: `${url}?contactId={contactId}`,
            headers: { "Content-Type": "application/json", [tokenHeaderName]: { $secret: "authToken" } },
            body: settings.body,
          },
  };
}
