import type { Trail, TrailEvent } from "@/lib/trail/event";
import { failedBy } from "@/lib/trail/failure-kind";
import { defineFinding, type FoundTrouble, ids, unclaimed } from "@/lib/trail/findings/finding-rule";
import { functionFacts } from "@/lib/trail/findings/function-facts";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";

/** The flow asked for the metadata and got an error: the agent sees none, although it may have been posted. */
export const retrieveFailed = defineFinding({ code: "retrieve-failed", name: "Retrieve failed", find });

function find(trail: Trail): FoundTrouble[] {
  const troubled = unclaimed(
    trail,
    trail.events.filter(
      (event) => event.hop === "retrieve" && (event.severity === "bad" || event.severity === "attention"),
    ),
  );
  if (troubled.length === 0) return [];
  const unfinished = trail.events.filter(isUnfinished);
  const reason = reasonOf(troubled, unfinished.length > 0);
  return [
    {
      severity: "bad",
      facts: { reason },
      title: "The metadata could not be handed to the flow",
      cause: causes[reason],
      ...atIntegration(
        trail,
        "",
        "Read the retrieve function's own lines in this trail; then in {screen} choose “Plan changes”: the plan shows whether a permission, the table or the function was changed by hand, and makes it good.",
      ),
      evidence: ids([...troubled, ...unfinished.filter((event) => !troubled.includes(event))]),
    },
  ];
}

/** It began, and then neither it nor Lambda said anything more. */
function isUnfinished(event: TrailEvent): boolean {
  return event.hop === "retrieve" && functionFacts(event).isEnded === false;
}

type Reason = "access-denied" | "timed-out" | "broke-off" | "no-object" | "not-found" | "unknown";

const causes: Record<Reason, string> = {
  "access-denied": "The retrieve function may not read the table.",
  "timed-out": "The retrieve function ran out of time.",
  "broke-off": "The retrieve function broke off: its process ended in the middle of its work.",
  "no-object": "What is stored is not the text of a JSON object.",
  "not-found": "The table or the function does not exist.",
  unknown: "The retrieve function failed, or gave an answer that the flow cannot use.",
};

function reasonOf(events: TrailEvent[], unfinished: boolean): Reason {
  const some = (test: (event: TrailEvent) => boolean) => events.some(test);
  if (some((event) => failedBy(event, "access-denied"))) return "access-denied";
  if (some((event) => failedBy(event, "timed-out")) || unfinished) return "timed-out";
  if (some((event) => functionFacts(event).stopped !== undefined)) return "broke-off";
  if (some((event) => functionFacts(event).statusCode === 422)) return "no-object";
  if (some((event) => failedBy(event, "not-found"))) return "not-found";
  return "unknown";
}
