import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble } from "@/lib/trail/findings/finding-rule";
import { evidenceOf, lastTranscription } from "./agent-ai-trail";

/** Agent AI didn't answer while the flow could wait. */
export const transcriberTimeout = defineFinding({
  code: "agentai-transcriber-timeout",
  name: "Transcriber timed out",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  if (lastTranscription(trail)?.result !== "TranscriberTimeout") return [];
  return [
    {
      severity: "bad",
      title: "Agent AI's transcriber didn't answer in time",
      cause:
        "The function asked Agent AI to transcribe the call and got no answer within 4.5 seconds. Whether it listens all the same isn't known.",
      nextStep:
        "Look for Agent AI's transcript in this trail. Check whether other calls are affected, and contact Kore. Calls go on to agents without Agent AI.",
      needs: "elsewhere",
      evidence: evidenceOf(trail),
    },
  ];
}
