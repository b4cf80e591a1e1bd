import type { Observed } from "./observed";
import { orderInWaves } from "./order";
import { isSameThing, lookupsOf, type PlanInput, type PlanStep, type RecordedResource } from "./plan-step";
import { dependenciesOf } from "./references";
import { resolveProps } from "./resolve-props";

export function removalId(logicalId: string): string {
  return `remove:${logicalId}`;
}

/** What an earlier deployment left and no one wants anymore, users before what they use. */
export function planRemovals(input: PlanInput, kept: readonly PlanStep[]): PlanStep[] {
  const going = input.recorded.filter((each) => isGoing(each, kept));
  const goingIds = new Set(going.map((each) => each.desired.logicalId));
  const usersOf = new Map(going.map((each) => [each.desired.logicalId, [] as string[]]));
  for (const each of input.recorded) {
    for (const needed of dependenciesOf(each.desired)) {
      const users = usersOf.get(needed);
      if (users === undefined) continue;
      // A user that stays lets go first (its own step), one that goes, goes first.
      if (goingIds.has(each.desired.logicalId)) users.push(removalId(each.desired.logicalId));
      if (kept.some((step) => step.id === each.desired.logicalId)) users.push(each.desired.logicalId);
    }
  }
  // A renamed thing's old one goes when the new one stands.
  for (const id of goingIds) {
    if (kept.some((step) => step.id === id)) usersOf.get(id)?.push(id);
  }
  const dependencies = new Map([...usersOf].map(([id, users]) => [removalId(id), [...new Set(users)]]));
  const byStepId = new Map(going.map((each) => [removalId(each.desired.logicalId), each]));
  return orderInWaves(dependencies)
    .flat()
    .flatMap((stepId) => {
      const recorded = byStepId.get(stepId);
      return recorded === undefined ? [] : [removal(recorded, dependencies.get(stepId) ?? [], input)];
    });
}

/** Recorded and no longer desired, or desired under another name or type, so that the old one would be forgotten. */
function isGoing(recorded: RecordedResource, kept: readonly PlanStep[]): boolean {
  const step = kept.find((each) => each.logicalId === recorded.desired.logicalId);
  if (step === undefined) return true;
  const isNew = step.action === "create" && recorded.physicalId !== "";
  return isNew && (step.type !== recorded.desired.type || step.name !== recorded.name);
}

function removal(recorded: RecordedResource, dependsOn: string[], input: PlanInput): PlanStep {
  const { desired } = recorded;
  const outputs = new Map(input.recorded.map((each) => [each.desired.logicalId, each.outputs]));
  const { type, props } = resolveProps(
    desired,
    input.findType,
    lookupsOf(outputs, { ...blankSecrets(desired.props), ...input.secrets }),
  );
  const id = removalId(desired.logicalId);
  const have = input.observed.get(id);
  return {
    id,
    logicalId: desired.logicalId,
    action: "delete",
    type: desired.type,
    title: type.title,
    name: recorded.name,
    summary: summaryOf(recorded, have, (seen) =>
      [
        type.removalNote?.(props, seen, recorded.previous) ?? "deleted from the account",
        type.lossNote?.(seen) ?? [],
      ]
        .flat()
        .join(". "),
    ),
    differences: [],
    dependsOn,
    expects: input.fingerprint(have),
    ledgerRows: desired.ledgerRows ?? [],
    usualSeconds: type.usualSeconds,
  };
}

function summaryOf(
  recorded: RecordedResource,
  have: Observed<object> | undefined,
  noteOn: (have: Observed<object>) => string,
): string {
  if (have === undefined) return "already deleted; only Patchbay's record is removed";
  if ((recorded.otherUses ?? 0) > 0)
    return "still used by another integration; left in the account, only Patchbay's record is removed";
  const ours = have.ownership.kind === "ours" || isSameThing(recorded, have);
  if (!ours) return "no longer managed by Patchbay; left in the account, only Patchbay's record is removed";
  return noteOn(have);
}

/** Removing needs no secret: a secret that the integration has dropped must not stand in the way. */
export function blankSecrets(props: Record<string, unknown>): Record<string, string> {
  const names = [...JSON.stringify(props).matchAll(/\{"\$secret":"([^"]+)"\}/g)].map(
    (match) => match[1] ?? "",
  );
  return Object.fromEntries(names.map((name) => [name, ""]));
}
