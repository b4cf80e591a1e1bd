import { eventsOf, type FindingRule, ids, isSettled, report } from "@/lib/trail/findings/finding-rule";

/** Without a flow log nobody can tell what the flow did. */
export const flowLoggingOff: FindingRule = (trail, now) => {
  const log = report(trail, "flow-log");
  const record = eventsOf(trail, "contact-record");
  if (!log || record.length === 0) return [];
  const missing = log.state === "failed" && log.problem.code === "log-group-missing";
  if (!missing && (log.state !== "empty" || !isSettled(trail, now))) return [];
  return [
    {
      code: "flow-logging-off",
      severity: "attention",
      title: "The flow wrote no log for this contact",
      cause: missing
        ? "The instance's log group does not exist: flow logs are off, or the group was deleted."
        : "Flow logs are off for the instance, or the flow that took the call has no Set logging behavior block.",
      nextStep:
        "Switch on flow logs in the instance's settings, and see that the first block of the flow switches logging on; calls after that are logged.",
      evidence: ids(record.slice(0, 1)),
    },
  ];
};
