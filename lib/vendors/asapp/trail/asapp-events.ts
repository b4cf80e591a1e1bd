import { eventKind } from "@/lib/trail/event-kind";
import type { VoiceAgentFacts } from "@/lib/trail/voice-agent-facts";

export const numberLent = eventKind("asapp-transfer.created");
export const callReceived = eventKind("asapp-transfer.received");
export const numberExpired = eventKind("asapp-transfer.expired");
/** GenerativeAgent's part ended. `transferType` as ASAPP writes it: "AGENT". */
export const partEnded = eventKind<Pick<VoiceAgentFacts, "leftNothing"> & { transferType?: string }>(
  "asapp-transfer.ended",
);
export const messageSaid = eventKind<{ from: "customer" | "agent" | "system" | "unknown" }>(
  "asapp-messages.message",
);
/** ASAPP told a status that is not documented. */
export const oddStatus = eventKind<{ status: string }>("asapp-transfer.status");
