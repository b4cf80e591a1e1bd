import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids } from "@/lib/trail/findings/finding-rule";
import { microphoneRefused as refused } from "@/lib/trail/systems/agent-page/agent-page-events";
import { isOfAgentAi } from "./agent-ai-trail";

/** The agent had the contact on the tenant's page, whose browser gave the softphone no microphone. */
export const microphoneRefused = defineFinding({
  code: "agentai-microphone-refused",
  name: "Microphone refused",
  find: (trail: Trail): FoundTrouble[] => {
    const events = trail.events.filter(refused.is);
    if (events.length === 0 || !isOfAgentAi(trail)) return [];
    return [
      {
        severity: "bad",
        title: "The agent's browser refused the microphone",
        cause:
          "The softphone on the agent's page couldn't use the microphone. The agent couldn't take the call, or couldn't be heard until the microphone was allowed.",
        nextStep:
          "On the agent's computer, allow the microphone for Patchbay's address in the browser, reload the agent page, and run its check.",
        needs: "elsewhere",
        evidence: ids(events),
      },
    ];
  },
});
