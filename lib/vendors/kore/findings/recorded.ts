import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids } from "@/lib/trail/findings/finding-rule";
import { isTransferRefused, voiceAgentPart } from "@/lib/trail/voice-agent-facts";
import { interactionRecorded } from "../trail/record/record-events";

/** Kore's record names another bot than the connection's. That the record's bots are those that ran is inferred. */
export const otherBot = defineFinding({
  code: "kore-other-bot",
  name: "Another bot ran",
  find: (trail) => {
    const [event] = recordsOf(trail).filter(({ facts }) => facts.isOwnBot === false);
    if (!event) return [];
    const { botIds, ownBotId } = event.facts;
    return [
      {
        severity: "attention",
        facts: { botIds, ownBotId },
        title: "The call seems to have reached another bot",
        cause: `Kore's record of the call names the bot ${botIds.join(", ")}, and the Kore connection has ${ownBotId}. Patchbay concludes that the start flow runs another bot.`,
        nextStep:
          "In Kore, open Contact Center AI › Flows & Channels › Start Flows, and check which bot the number's flow runs. If it's the right one, correct the bot ID in Patchbay under Connections.",
        needs: "elsewhere",
        evidence: ids([event]),
      },
    ];
  },
});

/** That Kore's "center phone" is the DID number is inferred, too. */
export const otherNumber = defineFinding({
  code: "kore-other-number",
  name: "Another number was called",
  find: (trail) => {
    const [event] = recordsOf(trail).filter(({ facts }) => facts.isOwnNumber === false);
    // Another contact center's connector has a number of its own, which the Kore connection doesn't know.
    const isOfCenter = trail.events.some((one) => voiceAgentPart(one) !== undefined);
    if (!event || isOfCenter) return [];
    const { calledNumber = "", ownNumber } = event.facts;
    return [
      {
        severity: "attention",
        facts: { calledNumber, ownNumber },
        title: "Kore recorded another number than the connection's",
        cause: `Kore's record of the call has ${calledNumber} as the number that was called, and the Kore connection has the DID number ${ownNumber}. Patchbay concludes that the call came in through another number.`,
        nextStep:
          "In Kore, open Contact Center AI › Flows & Channels › Channels › Voice, and compare the DID number with the one in Patchbay under Connections. It must be the same on both sides.",
        needs: "elsewhere",
        evidence: ids([event]),
      },
    ];
  },
});

export const recordedError = defineFinding({
  code: "kore-recorded-error",
  name: "Error recorded by Kore",
  find: (trail): FoundTrouble[] => {
    const failed = recordsOf(trail).filter(({ facts }) => facts.hasError);
    // The contact center tells of a refused transfer, and Kore's error says the same.
    if (failed.length === 0 || trail.events.some(isTransferRefused)) return [];
    return [
      {
        severity: "attention",
        title: "Kore recorded an error of the call",
        cause: "Kore's own record of the call has an error. Its words are in the event.",
        nextStep:
          "In Kore, open the conversation by its session ID, and look for the error in its debug log.",
        needs: "elsewhere",
        evidence: ids(failed),
      },
    ];
  },
});

function recordsOf(trail: Trail) {
  return trail.events.filter(interactionRecorded.is);
}
