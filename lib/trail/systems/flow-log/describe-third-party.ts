import type { BlockDescription, BlockOutcome } from "./block-outcome";
import { blockFacts, thirdParty } from "./flow-events";
import type { FlowLogEntry } from "./flow-log-entry";
import { parameter, told, toldFailure } from "./log-words";

/** No published log of such a block exists: it is known by what it must name, whatever its type is called. */
export function isThirdParty(entry: FlowLogEntry): boolean {
  return (
    /ThirdParty|TransferToPhoneNumber|^Dial$/i.test(entry.ContactFlowModuleType) ||
    ["VoiceConnectorArn", "VoiceConnector", "ThirdPartyPhoneNumber", "ToUser"].some(
      (key) => entry.Parameters?.[key] !== undefined,
    )
  );
}

export function describeThirdParty(entry: FlowLogEntry, outcome: BlockOutcome): BlockDescription {
  const { kind, words } = outcome;
  const number =
    parameter(entry, "ToUser") ??
    parameter(entry, "PhoneNumber") ??
    parameter(entry, "ThirdPartyPhoneNumber");
  const to = number ? ` at ${number}` : "";
  const callerLeft = /customer (disconnected|hung up)/i.test(words);
  const sipStatus = kind === "failed" ? statusIn(words) : undefined;
  const said = {
    hop: "sip" as const,
    ...thirdParty.of({
      ...blockFacts(entry, outcome),
      callerLeft,
      ...(sipStatus !== undefined && { sipStatus }),
    }),
  };
  if (callerLeft) {
    const title = `The caller hung up while talking to the voice agent${to}`;
    return { ...said, severity: "info", title, detail: words };
  }
  switch (kind) {
    case "failed":
      return {
        ...said,
        severity: "bad",
        title: `The transfer to the voice agent${to} failed`,
        detail: toldFailure(words),
      };
    case "unknown":
      return { ...said, severity: "unknown", title: `The transfer to the voice agent${to}: ${told(words)}` };
    case "good":
      return { ...said, severity: "good", title: `Transferred to the voice agent${to}` };
    // It has begun, and the log does not say, or not yet, how it went.
    case "none":
      return { ...said, severity: "unknown", title: `Transferring to the voice agent${to}` };
  }
}

/** "CallFailed: 403 Forbidden" */
function statusIn(words: string): number | undefined {
  const status = /\b([3-6]\d\d)\b/.exec(words)?.[1];
  return status === undefined ? undefined : Number(status);
}
