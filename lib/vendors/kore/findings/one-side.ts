import type { Trail, TrailEvent } from "@/lib/trail/event";
import {
  defineFinding,
  type FoundTrouble,
  ids,
  isSettled,
  rawMember,
} from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { agentConnected } from "@/lib/trail/systems/contact-record/contact-record-events";
import { heardWords, lastTranscription, streamingBlocks } from "./agent-ai-trail";

/** Fewer lines of one side alone may be chance. */
const minLines = 2;

/** Agent AI heard the caller, and not the agent. */
export const oneSide = defineFinding({ code: "agentai-one-side", name: "Agent not streamed", find });

function find(trail: Trail, now: Date): FoundTrouble[] {
  if (lastTranscription(trail)?.result !== "Success") return [];
  const blocks = streamingBlocks(trail).filter(leavesOutAgent);
  const heard = heardWords(trail);
  const count = (from: string) => heard.filter(({ facts }) => facts.from === from).length;
  const isSilent =
    isSettled(trail, now) &&
    trail.events.some(agentConnected.is) &&
    count("customer") >= minLines &&
    count("agent") === 0 &&
    count("unknown") === 0;
  if (blocks.length === 0 && !isSilent) return [];
  return [
    {
      severity: "attention",
      facts: {
        missing: "agent",
        reason: blocks.length > 0 ? "block" : "transcript",
        block: blocks[0]?.block?.identifier,
      },
      title: "Agent AI didn't hear the agent",
      cause:
        blocks.length > 0
          ? "The block that starts media streaming doesn't include the direction to the customer, which has what the agent says."
          : "Agent AI's transcript has lines of the caller, and none of the agent, although an agent had the call.",
      ...atIntegration(
        trail,
        "",
        "In {screen}, choose “Plan changes”: the plan shows whether the flow was changed. Media streaming needs both directions of the customer, To and From.",
      ),
      evidence: ids([...blocks, ...(blocks.length > 0 ? [] : heard)]),
    },
  ];
}

/** As the flow logged it; a block whose parameters aren't logged says nothing. */
function leavesOutAgent(event: TrailEvent): boolean {
  const participants = rawMember(event, "Parameters", "Participants");
  if (!Array.isArray(participants)) return false;
  const directions = participants.flatMap((one: unknown) => {
    const member: unknown =
      typeof one === "object" && one !== null ? Reflect.get(one, "MediaDirections") : [];
    return Array.isArray(member) ? member : [];
  });
  return directions.includes("From") && !directions.includes("To");
}
