import type { BlockOutcome } from "./block-outcome";
import type { BlockDescription } from "./describe-block";
import type { FlowLogEntry } from "./flow-log-entry";
import { parameter, told } from "./log-words";

/** No published log of such a block exists: it is known by what it must name, whatever its type is called. */
export function isThirdParty(entry: FlowLogEntry): boolean {
  return (
    /ThirdParty|TransferToPhoneNumber|^Dial$/i.test(entry.ContactFlowModuleType) ||
    ["VoiceConnectorArn", "VoiceConnector", "ThirdPartyPhoneNumber", "ToUser"].some(
      (key) => entry.Parameters?.[key] !== undefined,
    )
  );
}

export function describeThirdParty(entry: FlowLogEntry, { kind, words }: BlockOutcome): BlockDescription {
  const number =
    parameter(entry, "ToUser") ??
    parameter(entry, "PhoneNumber") ??
    parameter(entry, "ThirdPartyPhoneNumber");
  const to = number ? ` at ${number}` : "";
  const hop = "sip";
  if (/customer (disconnected|hung up)/i.test(words)) {
    const title = `The caller hung up while with the voice agent${to}`;
    return { hop, severity: "info", title, detail: words };
  }
  switch (kind) {
    case "failed":
      return { hop, severity: "bad", title: `The transfer to the voice agent${to} failed`, detail: words };
    case "unknown":
      return { hop, severity: "unknown", title: `The transfer to the voice agent${to}: ${told(words)}` };
    case "good":
      return { hop, severity: "good", title: `Transferred to the voice agent${to}` };
    // It has begun, and the log does not say, or not yet, how it went.
    case "none":
      return { hop, severity: "unknown", title: `Transferring to the voice agent${to}` };
  }
}
