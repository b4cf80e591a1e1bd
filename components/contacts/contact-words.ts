const words: Record<string, string> = {
  VOICE: "Voice",
  CHAT: "Chat",
  TASK: "Task",
  EMAIL: "Email",
  INBOUND: "inbound",
  OUTBOUND: "outbound",
  TRANSFER: "transfer",
  CALLBACK: "callback",
  QUEUE_TRANSFER: "queue transfer",
  EXTERNAL_OUTBOUND: "external outbound",
  API: "API",
  MONITOR: "monitoring",
  DISCONNECT: "after a disconnect",
  WEBRTC_API: "web call",
  AGENT_REPLY: "agent's reply",
  FLOW: "flow",
};

/** A channel or a way to begin, as people say it; one that is new at Amazon Connect keeps its own word. */
export function sayValue(value: string): string {
  return words[value] ?? value.toLowerCase().replaceAll("_", " ");
}
