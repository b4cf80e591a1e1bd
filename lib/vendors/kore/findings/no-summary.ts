import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { conversationBegan } from "../trail/kore-events";

/** Kore has written a summary by then, where it writes any: counted from the last that is known of the contact. */
const summaryMs = 5 * 60_000;

/** Kore keeps the conversation, and makes no summaries of it. */
export const noSummary = defineFinding({
  code: "kore-no-summary",
  name: "No summary in Kore",
  find,
});

function find(trail: Trail, now: Date): FoundTrouble[] {
  const last = trail.events.at(-1);
  if (last === undefined || now.getTime() - Date.parse(last.at) < summaryMs) return [];
  const without = trail.events.filter(
    (event) => conversationBegan.is(event) && event.facts.lacksSummary === true,
  );
  if (without.length === 0) return [];
  return [
    {
      severity: "attention",
      title: "Kore has no summary of the conversation",
      cause:
        "Kore returned the conversation without a summary, minutes after it ended. Kore writes summaries only where a model is chosen for them and the bot was published afterwards.",
      ...atIntegration(
        trail,
        "Guide",
        "In Kore, choose the model for conversation summaries and publish the bot, as {screen} describes.",
      ),
      evidence: ids(without),
    },
  ];
}
