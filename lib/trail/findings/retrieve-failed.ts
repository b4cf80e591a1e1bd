import type { TrailEvent } from "@/lib/trail/event";
import { type FindingRule, ids } from "@/lib/trail/findings/finding-rule";

/** The flow asked for the metadata and got an error: the agent sees none, although Kore may have posted it. */
export const retrieveFailed: FindingRule = (trail) => {
  const troubled = trail.events.filter(
    (event) => event.hop === "retrieve" && (event.severity === "bad" || event.severity === "attention"),
  );
  if (troubled.length === 0) return [];
  return [
    {
      code: "retrieve-failed",
      severity: "bad",
      title: "The metadata could not be handed to the flow",
      cause: causeOf(troubled),
      nextStep: nextStepOf(troubled),
      evidence: ids(troubled),
    },
  ];
};

const said = (events: TrailEvent[], words: RegExp) =>
  events.some((event) => words.test(`${event.title} ${event.detail ?? ""}`));

function causeOf(events: TrailEvent[]): string {
  if (said(events, /AccessDenied.*|Status Code: 403/)) {
    return said(events, /Status Code: 403/)
      ? "Amazon Connect may not invoke the retrieve function."
      : "The retrieve function may not read the table.";
  }
  if (said(events, /timed out/i)) return "The retrieve function ran out of time.";
  if (said(events, /\b413\b/)) return "What is stored is larger than the 32 KB that Amazon Connect takes.";
  if (said(events, /ResourceNotFound/)) return "The table or the function does not exist.";
  return "The retrieve function failed, or gave an answer that the flow cannot use.";
}

function nextStepOf(events: TrailEvent[]): string {
  return said(events, /\b413\b/)
    ? "Let Kore's Service node post less: 24 KB at the most."
    : "Look at the retrieve function's own lines in this trail, then plan the integration: a permission, the table or the function may have been changed by hand.";
}
