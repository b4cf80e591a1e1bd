import type { Finding } from "@/lib/trail/event";
import { eventsOf, type FindingRule, ids } from "@/lib/trail/findings/finding-rule";

/** The call ran a flow that somebody had changed past this console since it was deployed. */
export const flowChanged: FindingRule = (trail) =>
  (trail.facts?.comparedFlows ?? []).flatMap(
    ({ flowArn, flowName, integration, changedPaths }): Finding[] => {
      const blocks = eventsOf(trail, "flow-log").filter(({ block }) => block?.flowArn === flowArn);
      if (changedPaths.length === 0 || blocks.length === 0) return [];
      const changed = blocks.filter(
        ({ block }) => block && changedPaths.some((path) => isOf(path, block.identifier)),
      );
      return [
        {
          code: "flow-changed",
          severity: "attention",
          title: "The live flow is not the one that was deployed",
          cause: `Somebody changed the flow ${flowName} outside Patchbay before this call. It differs in ${changedPaths.join(", ")}.`,
          nextStep: `Open Integrations › ${integration} in Patchbay and make a plan: it shows each change. Deploying it takes them back.`,
          evidence: ids(changed.length > 0 ? changed : blocks.slice(0, 1)),
        },
      ];
    },
  );

/** "transfer-to-kore.Parameters.ToUser" is of the block transfer-to-kore. */
function isOf(path: string, identifier: string): boolean {
  return path === identifier || path.startsWith(`${identifier}.`);
}
