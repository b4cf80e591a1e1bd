import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids } from "@/lib/trail/findings/finding-rule";
import { seconds, slowTurnMs } from "../trail/record/describe-turns";
import { type SlowTurnFacts, type TurnPart, turnTaken } from "../trail/record/record-events";

const explanations: Record<TurnPart, { says(facts: SlowTurnFacts): string; nextStep: string }> = {
  asr: {
    says: ({ asrMs }) => `Speech to text took ${seconds(asrMs ?? 0)} of it`,
    nextStep:
      "In Kore, check the speech recognition of the start flow's voice: how long it waits for the caller to go on, and whether another provider is faster.",
  },
  bot: {
    says: ({ botMs }) =>
      `The bot took ${seconds(botMs ?? 0)} of it: its dialog, with the services that it calls`,
    nextStep:
      "In Kore, open the conversation's debug log, and look for the node that took long. Usually it's a Service node or a language model.",
  },
  tts: {
    says: ({ ttsMs }) => `Making the voice took ${seconds(ttsMs ?? 0)} of it`,
    nextStep:
      "In Kore, check the voice of the start flow: whether it streams, and whether another provider is faster.",
  },
  several: {
    says: () => "No single part took most of it",
    nextStep: "In Kore, compare the call's other answers. If all of them are slow, contact Kore.",
  },
  unknown: {
    says: () => "Kore doesn't say which part took it",
    nextStep: "In Kore, open the conversation's debug log, and look for the node that took long.",
  },
};

/** The caller waited in silence for an answer, by Kore's own measurement. */
export const slowTurn = defineFinding({ code: "kore-slow-turn", name: "Slow answer of the bot", find });

function find(trail: Trail): FoundTrouble[] {
  const slow = trail.events.filter(turnTaken.is).filter(({ facts }) => facts.totalMs >= slowTurnMs);
  const [worst] = slow.toSorted((one, other) => other.facts.totalMs - one.facts.totalMs);
  if (!worst) return [];
  const { totalMs, part } = worst.facts;
  const { says, nextStep } = explanations[part];
  const more = slow.length > 1 ? ` ${slow.length} answers took ${seconds(slowTurnMs)} or longer.` : "";
  return [
    {
      severity: "attention",
      facts: { part, totalMs, count: slow.length },
      title: `The caller waited ${seconds(totalMs)} for an answer of the bot`,
      cause: `${says(worst.facts)}, by Kore's measurement.${more}`,
      nextStep,
      needs: "elsewhere",
      evidence: ids(slow),
    },
  ];
}
