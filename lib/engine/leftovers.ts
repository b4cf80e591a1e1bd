import type { PlanInput, PlanStep, RecordedResource } from "./plan-step";

/** How the logical ids of leftovers begin. */
export const leftover = "leftover:";

export function isLeftover(stepId: string): boolean {
  return stepId.startsWith(leftover);
}

/** What uses another stands before it: a function before its role. */
const order = [
  "rest-api",
  "http-api",
  "workspace-application",
  "claimed-number",
  "contact-flow",
  "lambda-function",
  "voice-connector",
  "iam-role",
  "dynamodb-table",
  "log-group",
];

/** A step for each leftover, after everything else that goes. */
export function planLeftovers(input: PlanInput, before: readonly PlanStep[]): PlanStep[] {
  const rank = (each: RecordedResource) => order.indexOf(each.desired.type);
  const goesFirst = before.filter((step) => step.action === "delete").map((step) => step.id);
  const leftovers = [...(input.leftovers ?? [])].sort((a, b) => rank(a) - rank(b));
  return leftovers.map((each) => {
    const { logicalId: id, type: key } = each.desired;
    const type = input.findType(key);
    const parsed = type.props.parse(each.desired.props);
    const charge = type.charge?.(parsed);
    const seen = input.observed.get(id);
    const loss = seen && type.lossNote?.(seen);
    const users = leftovers
      .filter((other) => rank(other) < rank(each))
      .map((other) => other.desired.logicalId);
    return {
      id,
      logicalId: id,
      action: "delete",
      type: key,
      title: type.title,
      name: each.name,
      summary: `Leftover: it has this integration's tags, but Patchbay has no record of it. It will be deleted.${[charge, loss].map((note) => (note === undefined ? "" : ` ${note}`)).join("")}`,
      differences: [],
      dependsOn: [...goesFirst, ...users],
      expects: input.fingerprint(seen),
      ledgerRows: [],
      usualSeconds: type.usualSeconds,
    };
  });
}
