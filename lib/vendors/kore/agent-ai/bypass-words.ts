import type { BypassWords } from "@/lib/blueprints/bypass-words";

export const agentAiBypassWords: BypassWords = {
  agent: "Agent AI",
  without: "Agent AI doesn't hear these calls, and agents get no suggestions for them.",
  again: "New calls are transcribed again.",
};
