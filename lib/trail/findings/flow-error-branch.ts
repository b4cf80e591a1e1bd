import { eventsOf, type FindingRule, ids, rawMember, unclaimed } from "@/lib/trail/findings/finding-rule";

/** Blocks for which "false" is an answer: closed, no match, not chosen. */
const asking =
  /^(Check\w*|Compare|GetUserInput|StoreUserInput|GetParticipantInput|Loop|DistributeByPercentage)$/;

/** A block failed for a reason that no other finding names, and the flow took its error branch. */
export const flowErrorBranch: FindingRule = (trail) => {
  const failed = unclaimed(trail, eventsOf(trail, "flow-log")).filter(
    (event) =>
      (event.severity === "bad" || event.severity === "attention") &&
      !asking.test(String(rawMember(event, "ContactFlowModuleType"))),
  );
  const [first] = failed;
  if (!first) return [];
  const flow = first.block?.flowName ? ` of the flow ${first.block.flowName}` : "";
  return [
    {
      code: "flow-error-branch",
      severity: "attention",
      title: "The flow took an error branch",
      cause: `The block ${first.block?.identifier ?? ""}${flow} failed: ${first.title}${first.detail ? ` (${first.detail})` : ""}.`,
      nextStep:
        "In Amazon Connect open the block under Routing › Flows › the flow, and see that what it names (a queue, a prompt, a function, another flow) still exists and is published.",
      evidence: ids(failed),
    },
  ];
};
