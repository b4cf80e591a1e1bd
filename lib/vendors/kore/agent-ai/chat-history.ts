import type { TranscriptLine } from "./transcript";

/** As the widget takes it with the end of a conversation. */
interface ChatLine {
  type: "user" | "agent";
  message: string;
  name: string;
  /** Milliseconds since 1970; 0 where Agent AI gives no time. */
  timestamp: number;
}

/** Pure. What isn't known to be the agent's is the caller's: the widget knows no third side. */
export function formatChatHistory(lines: readonly TranscriptLine[]): ChatLine[] {
  return lines.map(({ from, text, author, at }) => ({
    type: from === "agent" ? "agent" : "user",
    message: text,
    name: author ?? "",
    timestamp: at === undefined ? 0 : Date.parse(at),
  }));
}
