import type { Trail } from "@/lib/trail/event";
import { defineFinding, eventsOf, type FoundTrouble, ids } from "@/lib/trail/findings/finding-rule";
import { flowChangedSince } from "@/lib/trail/findings/flow-changed-since";
import { flowDeadEnd } from "@/lib/trail/findings/flow-dead-end";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { isChangedIn } from "@/lib/trail/findings/is-changed-in";

/** The call ran a flow that somebody had changed past this console since it was deployed. */
export const flowChanged = defineFinding({ code: "flow-changed", name: "Live flow changed", find });

function find(trail: Trail): FoundTrouble[] {
  return (trail.facts?.comparedFlows ?? []).flatMap((flow): FoundTrouble[] => {
    const { flowArn, flowName, integration, changedPaths } = flow;
    const blocks = eventsOf(trail, "flow-log").filter(({ block }) => block?.flowArn === flowArn);
    const changed = blocks.filter((block) => isChangedIn(flow, block));
    if (changedPaths.length === 0 || blocks.length === 0 || isToldAlready(trail, ids(changed))) return [];
    return [
      {
        severity: "attention",
        facts: { flowName, changedPaths, block: changed[0]?.block?.identifier },
        title: "The live flow isn't the deployed one",
        cause: `The flow ${flowName} was changed outside Patchbay before this call. It differs in ${changedPaths.join(", ")}.`,
        ...atIntegration(
          { facts: { integration } },
          "",
          "In {screen}, choose “Plan changes”: the plan shows each change, and deploying it reverts them.",
        ),
        evidence: ids(changed.length > 0 ? changed : blocks.slice(0, 1)),
        ...flowChangedSince(trail.facts, flow),
      },
    ];
  });
}

/** The dead end says itself that its block was changed. */
function isToldAlready({ findings }: Trail, changed: string[]): boolean {
  const deadEnd = findings.find(({ code }) => code === flowDeadEnd.code);
  return deadEnd?.evidence.some((id) => changed.includes(id)) ?? false;
}
