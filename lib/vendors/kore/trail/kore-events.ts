import { eventKind } from "@/lib/trail/event-kind";

/** `isHandedOff`: Kore keeps when it gave the caller to an agent. */
export const conversationBegan = eventKind<{ isHandedOff: boolean }>("kore-conversation.started");
export const messageSaid = eventKind<{ from: "caller" | "agent" | "unknown" }>("kore-conversation.message");
export const handedOff = eventKind("kore-conversation.handed-off");
export const summaryWritten = eventKind("kore-conversation.summary");
