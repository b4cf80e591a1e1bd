import type { TrailEvent } from "@/lib/trail/event";
import { type FindingRule, ids, rawMember, unclaimed } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";

/** The flow asked for the metadata and got an error: the agent sees none, although Kore may have posted it. */
export const retrieveFailed: FindingRule = (trail) => {
  const troubled = unclaimed(
    trail,
    trail.events.filter(
      (event) => event.hop === "retrieve" && (event.severity === "bad" || event.severity === "attention"),
    ),
  );
  if (troubled.length === 0) return [];
  const unfinished = trail.events.filter(isUnfinished);
  return [
    {
      code: "retrieve-failed",
      severity: "bad",
      title: "The metadata could not be handed to the flow",
      cause: causeOf(troubled, unfinished.length > 0),
      ...atIntegration(
        trail,
        "",
        "Read the retrieve function's own lines in this trail; then in {screen} choose “Plan changes”: the plan shows whether a permission, the table or the function was changed by hand, and makes it good.",
      ),
      evidence: ids([...troubled, ...unfinished.filter((event) => !troubled.includes(event))]),
    },
  ];
};

const said = (events: TrailEvent[], words: RegExp) =>
  events.some((event) => words.test(`${event.title} ${event.detail ?? ""}`));

/** It began, and then neither it nor Lambda said anything more. */
function isUnfinished(event: TrailEvent): boolean {
  return (
    event.hop === "retrieve" &&
    event.source.startsWith("lambda-log") &&
    event.title === "Metadata asked for" &&
    rawMember(event, "durationMs") === undefined
  );
}

function causeOf(events: TrailEvent[], unfinished: boolean): string {
  if (said(events, /AccessDenied/)) return "The retrieve function may not read the table.";
  if (said(events, /timed? ?out/i) || unfinished) return "The retrieve function ran out of time.";
  if (said(events, /broke off/))
    return "The retrieve function broke off: its process ended in the middle of its work.";
  if (said(events, /\b422\b/)) return "What is stored is not the text of a JSON object.";
  if (said(events, /ResourceNotFound/)) return "The table or the function does not exist.";
  return "The retrieve function failed, or gave an answer that the flow cannot use.";
}
