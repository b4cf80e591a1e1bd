import type { SetupGap, Trail, TrailEvent } from "@/lib/trail/event";
import { ids, report } from "@/lib/trail/findings/finding-rule";
import { agentConnected, contactEnded } from "@/lib/trail/systems/contact-record/contact-record-events";
import { blockRan } from "@/lib/trail/systems/flow-log/flow-events";
import { agentAiAttributes } from "../agent-ai/names";
import { transcriptSource, unreadKey } from "../trail/agent-ai/describe-transcript";
import { wordsHeard } from "../trail/agent-ai/transcript-events";
import { type Transcription, transcriptionsOf, triggerEvents } from "../trail/agent-ai/transcription";

/** Blocks that start the stream of a call's audio, as the flow log calls them. */
export function streamingBlocks(trail: Trail): TrailEvent[] {
  return trail.events.filter((event) => blockRan.is(event) && event.facts.type === "StartMediaStreaming");
}

/** The last request: an earlier one that failed was made good by it. */
export function lastTranscription(trail: Trail): Transcription | undefined {
  return transcriptionsOf(trail).at(-1);
}

/** The request, with the block that made it and what else ran for it. */
export function evidenceOf(trail: Trail, ...more: (TrailEvent | undefined)[]): string[] {
  return ids([...triggerEvents(trail), ...more.filter((event) => event !== undefined)]);
}

export function heardWords(trail: Trail) {
  return trail.events.filter(wordsHeard.is);
}

/** Whether all lines that Agent AI has were read. */
export function isTranscriptWhole(trail: Trail): boolean {
  const transcript = report(trail, transcriptSource);
  if (transcript === undefined || transcript.state === "failed") return false;
  return !transcript.panel?.rows.some(({ key }) => key === unreadKey);
}

/** One attribute of the contact; undefined when it has none, or they couldn't be read. */
export function attributeOf(trail: Trail, name: string): string | undefined {
  const attributes = report(trail, "attributes");
  if (attributes === undefined || attributes.state === "failed") return undefined;
  return attributes.panel?.rows.find(({ key, madeOf }) => key === name && !madeOf)?.value;
}

/** Whether a flow of ours for Agent AI had the contact. */
export function isOfAgentAi(trail: Trail): boolean {
  return attributeOf(trail, agentAiAttributes.status) !== undefined || triggerEvents(trail).length > 0;
}

/** What isn't as it was deployed, of one type. */
export function gapsOf(trail: Trail, type: string, state?: SetupGap["state"]): SetupGap[] {
  return (trail.facts?.setup ?? []).filter(
    (gap) => gap.type === type && (state === undefined || gap.state === state),
  );
}

/** The moment at which an agent needed what isn't there: when one got the contact, else its end. */
export function agentMoment(trail: Trail): TrailEvent | undefined {
  return (
    trail.events.find(agentConnected.is) ?? trail.events.findLast(contactEnded.is) ?? trail.events.at(-1)
  );
}
