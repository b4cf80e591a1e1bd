import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids, secondsBetween } from "@/lib/trail/findings/finding-rule";
import { wordsOf } from "@/lib/trail/findings/vendor-words";
import {
  agentJoined,
  consumerLeft,
  queued,
  transferred,
  voiceBotCalled,
  voiceBotEnded,
} from "../trail/zoom-events";

/** The caller left before anybody had finished with the call: nobody's fault, and why nothing came after it. */
export const callerLeft = defineFinding({
  code: "zoom-caller-hung-up",
  name: "Caller hung up in Zoom",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const left = trail.events.find(consumerLeft.is);
  // With an agent, hanging up is how a call ends.
  if (!left || trail.events.some(agentJoined.is)) return [];
  const accepted = trail.events.findLastIndex(transferred.is);
  const waited = trail.events.slice(accepted + 1).find(queued.is);
  // Nor did a caller wait whose transfer was accepted, unless another queue or a voice bot came after it.
  const isWithBot = trail.events.slice(accepted + 1).some(voiceBotCalled.is);
  if (accepted !== -1 && !waited && !isWithBot) return [];
  const called = trail.events.findLast(voiceBotCalled.is);
  const isBack = trail.events.some(voiceBotEnded.is);
  const since = waited ?? (isBack ? undefined : called);
  const after = since ? ` after ${secondsBetween(since, left)} seconds` : "";
  const where = waited
    ? "while waiting for an agent"
    : called && !isBack
      ? "while talking to the voice bot"
      : "in the flow";
  return [
    {
      severity: "attention",
      facts: { inQueue: waited !== undefined },
      title: `The caller hung up ${where}`,
      cause: `The caller hung up${after} ${where}. A caller who hangs up sends no reason, so Zoom's flow and the voice bot only see the end.`,
      nextStep: waited
        ? "No action is needed for a single call. If many callers hang up here, check how long they wait."
        : `No action is needed for a single call. If many callers hang up here, check ${wordsOf(trail).heard} what they heard last.`,
      needs: "nothing",
      evidence: ids([...(since ? [since] : []), left]),
    },
  ];
}
