import type { Trail } from "@/lib/trail/event";
import {
  defineFinding,
  eventsOf,
  type FoundTrouble,
  ids,
  unclaimed,
} from "@/lib/trail/findings/finding-rule";

/** A block failed for a reason that no other finding names, and the flow took its error branch. */
export const flowErrorBranch = defineFinding({ code: "flow-error-branch", name: "Error branch taken", find });

function find(trail: Trail): FoundTrouble[] {
  const failed = unclaimed(trail, eventsOf(trail, "flow-log")).filter(
    ({ severity }) => severity === "bad" || severity === "attention",
  );
  const [first] = failed;
  if (!first) return [];
  // What a caller keyed in is hidden in the time line, and not told here either.
  const words = first.detail && first.kind !== "keyed-in" ? ` (${first.detail})` : "";
  const flow = first.block?.flowName ? ` of the flow ${first.block.flowName}` : "";
  return [
    {
      severity: "attention",
      facts: {
        block: first.block?.identifier,
        ...(typeof first.facts?.type === "string" && { blockType: first.facts.type }),
      },
      title: "The flow took an error branch",
      cause: `The block ${first.block?.identifier ?? ""}${flow} failed: ${first.title}${words}.`,
      nextStep:
        "In Amazon Connect, open the block under Routing › Flows › the flow, and check that what it refers to (a queue, a prompt, a function, another flow) still exists and is published.",
      needs: "elsewhere",
      evidence: ids(failed),
    },
  ];
}
