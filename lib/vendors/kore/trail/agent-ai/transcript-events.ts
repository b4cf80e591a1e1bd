import { eventKind } from "@/lib/trail/event-kind";

/** Agent AI heard one of the two sides. */
export const wordsHeard = eventKind<{ from: "agent" | "customer" | "unknown" }>("agent-ai-transcript.said");
