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
      title: "The metadata couldn't be returned to the flow",
      cause: causes[reason],
      ...atIntegration(
        trail,
        "",
        "Read the retrieve function's log lines in this trail. Then, in {screen}, choose “Plan changes”: the plan shows whether a permission, the table, or the function was changed outside Patchbay, and deploying it fixes that.",
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
  "access-denied": "The retrieve function isn't allowed to read the table.",
  "timed-out": "The retrieve function timed out.",
  "broke-off": "The retrieve function crashed.",
  "no-object": "The stored metadata isn't a JSON object.",
  "not-found": "The table or the function doesn't exist.",
  unknown: "The retrieve function failed, or returned a response that the flow can't use.",
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
