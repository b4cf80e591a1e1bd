import { isOurHop } from "@/lib/hops/hop-order";
import type { Finding, Trail } from "@/lib/trail/event";
import {
  cameIn,
  defineFinding,
  eventsOf,
  type FoundTrouble,
  ids,
  isSettled,
  report,
} from "@/lib/trail/findings/finding-rule";
import { flowChangedSince } from "@/lib/trail/findings/flow-changed-since";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";

/** Without a flow log nobody can tell what the flow did. */
export const flowLoggingOff = defineFinding({ code: "flow-logging-off", name: "Flow log off", find });

function find(trail: Trail, now: Date): FoundTrouble[] {
  const log = report(trail, "flow-log");
  const record = eventsOf(trail, "contact-record");
  if (!log || record.length === 0) return [];
  if (!cameIn(trail) || isSomebodyElses(trail)) return [];
  // A group that is missing has a finding of its own, also when it was made again since.
  if (log.state !== "empty" || trail.facts?.seen?.missingLogs.includes(log.source) || !isSettled(trail, now))
    return [];
  return [
    {
      severity: "attention",
      title: "The flow wrote no log for this contact",
      ...explain(trail),
      evidence: ids(record.slice(0, 1)),
    },
  ];
}

/** Flows that this console never wired may log or not, as they like: the scan would mark all of an instance's calls. */
function isSomebodyElses({ facts, events }: Trail): boolean {
  return facts?.mayBeOurs === false && !events.some(({ hop }) => isOurHop(hop));
}

type Explanation = Pick<Finding, "facts" | "cause" | "nextStep" | "needs" | "link" | "since">;

const switchOn =
  "In the AWS console, open Amazon Connect › the instance › Flows and turn on “Enable flow logs”";

/** What is known of the flow tells which of the two switches it was: the instance's, or the flow's own. */
function explain({ facts }: Trail): Explanation {
  const compared = facts?.comparedFlows ?? [];
  const changed = compared.find(({ changedPaths }) => changedPaths.some((path) => /logging/i.test(path)));
  if (changed) {
    return {
      facts: { reason: "flow", flowName: changed.flowName },
      cause: `Logging is off in the flow ${changed.flowName}: its logging block was changed outside Patchbay.`,
      ...atIntegration(
        { facts: { integration: changed.integration } },
        "",
        "In {screen}, choose “Plan changes”: deploying the plan turns the flow's logging back on. Later calls are logged.",
      ),
      ...flowChangedSince(facts, changed),
    };
  }
  const [flow, ...others] = compared;
  // An integration's flows lead to each other, and each turns its logging on.
  if (flow && others.every(({ integration }) => integration.name === flow.integration.name)) {
    return {
      facts: { reason: "instance", flowName: flow.flowName },
      cause: `Flow logs are off in the instance: the flow ${flow.flowName} itself turns its logging on.`,
      nextStep: `${switchOn}. Later calls are logged.`,
      needs: "elsewhere",
    };
  }
  return {
    facts: { reason: "unknown" },
    cause:
      "Flow logs are off in the instance, or the flow that took the call has no Set logging behavior block.",
    nextStep: `${switchOn}, and check that the first block of the flow turns logging on. Later calls are logged.`,
    needs: "elsewhere",
  };
}
