import type { Trail } from "@/lib/trail/event";
import {
  defineFinding,
  type FoundTrouble,
  ids,
  isSettled,
  unclaimed,
} from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { agentConnected } from "@/lib/trail/systems/contact-record/contact-record-events";
import { blockRan } from "@/lib/trail/systems/flow-log/flow-events";
import { agentAiAttributes, agentAiStatuses } from "../agent-ai/names";
import { triggerEvents } from "../trail/agent-ai/transcription";
import { attributeOf, heardWords, streamingBlocks } from "./agent-ai-trail";

/** An agent had the call, and nothing had asked Agent AI to listen. */
export const notStarted = defineFinding({
  code: "agentai-not-started",
  name: "Transcription never started",
  find,
});

/** What the flow wrote on the contact before anything was asked. A failed hook block is the way to the third. */
const reasons: Readonly<Record<string, Reason>> = {
  [agentAiStatuses.notStarted]: "whisper",
  [agentAiStatuses.attributesFailed]: "whisper",
  [agentAiStatuses.hookFailed]: "hook",
};
type Reason = "whisper" | "hook";

function find(trail: Trail, now: Date): FoundTrouble[] {
  const reason = reasons[attributeOf(trail, agentAiAttributes.status) ?? ""];
  const marked = trail.events.findIndex(isMark);
  // All contacts of a chain have its attributes: this one's own flow log says whether the flow had it before the agent.
  const answered = marked < 0 ? undefined : trail.events.slice(marked).find(agentConnected.is);
  if (reason === undefined || answered === undefined || !isSettled(trail, now)) return [];
  // The attribute may be behind: who was asked to listen, or heard something, had started.
  if ([streamingBlocks, triggerEvents, heardWords].some((told) => told(trail).length > 0)) return [];
  const failed = reason === "hook" ? unclaimed(trail, trail.events.filter(isHookFailure)) : [];
  return [
    {
      severity: "bad",
      facts: { reason, block: failed[0]?.block?.identifier },
      title: "Transcription never started",
      cause: causes[reason],
      ...atIntegration(
        trail,
        "",
        "In {screen}, choose “Plan changes”: the plan shows whether a flow was changed or is missing.",
      ),
      evidence: ids([...failed, answered]),
    },
  ];
}

/** The block that names the conversation and writes that nothing was asked yet. */
const isMark = (event: Trail["events"][number]) =>
  blockRan.is(event) && event.block?.identifier === "set-conversation";

const causes: Record<Reason, string> = {
  whisper:
    "An agent answered, and the whisper flow that starts media streaming didn't run for this contact, so Agent AI heard nothing.",
  hook: "The flow couldn't set the whisper flow that starts media streaming when an agent answers, so Agent AI heard nothing.",
};

const isHookFailure = (event: Trail["events"][number]) =>
  blockRan.is(event) && event.facts.outcome === "failed" && event.block?.identifier === "set-agent-whisper";
