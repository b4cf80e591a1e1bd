import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids, rawMember } from "@/lib/trail/findings/finding-rule";
import { readCustomData } from "../agent-ai/custom-data";
import { agentMoment, attributeOf, isOfAgentAi } from "./agent-ai-trail";

const attribute = "customData";

/** The widget stops at text that isn't JSON. */
export const customDataNotJson = defineFinding({
  code: "agentai-custom-data-not-json",
  name: "customData isn't JSON",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const text = attributeOf(trail, attribute);
  if (text === undefined || !isOfAgentAi(trail)) return [];
  const reading = readCustomData(text);
  if (reading.loads) return [];
  const set = trail.events.filter((event) => rawMember(event, "Parameters", "Key") === attribute);
  const moment = agentMoment(trail);
  return [
    {
      severity: "bad",
      facts: { reason: reading.reason, bytes: reading.bytes },
      title: "Agent AI's widget can't read customData",
      cause:
        reading.reason === "name"
          ? "The contact attribute customData has a fName or lName that isn't a text. Where a page passes it on, the widget stops and stays blank."
          : "The contact attribute customData isn't JSON. Where a page passes it on, the widget stops and stays blank.",
      nextStep:
        "In Amazon Connect, find the block that sets customData under Routing › Flows › the flow. It must be a JSON object, or empty.",
      needs: "elsewhere",
      evidence: ids(set.length > 0 ? set : moment ? [moment] : []),
    },
  ];
}
