import type { Trail } from "@/lib/trail/event";
import { eventsOf, type FindingRule, ids, type RuleFinding } from "@/lib/trail/findings/finding-rule";
import { flowChangedSince } from "@/lib/trail/findings/flow-changed-since";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { isChangedIn } from "@/lib/trail/findings/is-changed-in";

/** The call ran a flow that somebody had changed past this console since it was deployed. */
export const flowChanged: FindingRule = (trail) =>
  (trail.facts?.comparedFlows ?? []).flatMap((flow): RuleFinding[] => {
    const { flowArn, flowName, integration, changedPaths } = flow;
    const blocks = eventsOf(trail, "flow-log").filter(({ block }) => block?.flowArn === flowArn);
    const changed = blocks.filter((block) => isChangedIn(flow, block));
    if (changedPaths.length === 0 || blocks.length === 0 || isToldAlready(trail, ids(changed))) return [];
    return [
      {
        code: "flow-changed",
        severity: "attention",
        facts: { flowName, changedPaths },
        title: "The live flow is not the one that was deployed",
        cause: `Somebody changed the flow ${flowName} outside Patchbay before this call. It differs in ${changedPaths.join(", ")}.`,
        ...atIntegration(
          { facts: { integration } },
          "",
          "In {screen} choose “Plan changes”: the plan shows each change, and deploying it takes them back.",
        ),
        evidence: ids(changed.length > 0 ? changed : blocks.slice(0, 1)),
        ...flowChangedSince(trail.facts, flow),
      },
    ];
  });

/** The dead end says itself that its block was changed. */
function isToldAlready({ findings }: Trail, changed: string[]): boolean {
  const deadEnd = findings.find(({ code }) => code === "flow-dead-end");
  return deadEnd?.evidence.some((id) => changed.includes(id)) ?? false;
}
