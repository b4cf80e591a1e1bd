import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble } from "@/lib/trail/findings/finding-rule";
import { limitedUntil } from "../zoom-problems";

/** Zoom answers no more requests of a kind today, whichever app sends them. */
export const dailyLimitReached = defineFinding({
  code: "zoom-daily-limit",
  name: "Zoom's daily limit reached",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const limited = trail.sources.flatMap((source) =>
    source.state === "failed" && source.problem.code === "zoom-daily-limit" ? [source] : [],
  );
  const [first] = limited;
  if (!first) return [];
  const until = limitedUntil(first.problem);
  return [
    {
      severity: "attention",
      facts: { until },
      title: "The Zoom account's daily limit of requests is used up",
      cause: `Zoom counts the requests of all apps of the account together and returns no more today, so these sources are missing: ${limited.map(({ title }) => title).join(", ")}.`,
      nextStep: `Open the contact again when the limit has ended${until ? ` (${until.slice(0, 16).replace("T", " ")} UTC)` : ""}, and ask which app of the account sends that many requests.`,
      needs: "elsewhere",
      evidence: [],
    },
  ];
}
