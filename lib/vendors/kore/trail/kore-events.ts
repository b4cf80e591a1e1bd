import { eventKind } from "@/lib/trail/event-kind";
import type { VoiceAgentFacts } from "@/lib/trail/voice-agent-facts";

export const conversationBegan = eventKind<Pick<VoiceAgentFacts, "isHandedOff">>("kore-conversation.started");
export const messageSaid = eventKind<{ from: "caller" | "agent" | "unknown" }>("kore-conversation.message");
export const handedOff = eventKind("kore-conversation.handed-off");
export const summaryWritten = eventKind("kore-conversation.summary");
