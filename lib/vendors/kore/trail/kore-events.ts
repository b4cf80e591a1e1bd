import { eventKind } from "@/lib/trail/event-kind";
import type { VoiceAgentFacts } from "@/lib/trail/voice-agent-facts";

/** `lacksSummary`: Kore returned none, or hasn't written it yet. Said of linked conversations alone. */
export const conversationBegan = eventKind<Pick<VoiceAgentFacts, "isHandedOff"> & { lacksSummary?: boolean }>(
  "kore-conversation.started",
);
export const messageSaid = eventKind<{ from: "caller" | "agent" | "unknown" }>("kore-conversation.message");
export const handedOff = eventKind("kore-conversation.handed-off");
export const summaryWritten = eventKind("kore-conversation.summary");
