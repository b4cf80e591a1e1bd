import type { FieldDifference } from "@/lib/kernel/field-difference";
import type { Problem } from "@/lib/kernel/result";
import { compareFields, describeNewFields, hideSecrets } from "./compare";
import { planLeftovers } from "./leftovers";
import type { Observed } from "./observed";
import { opposedWishes } from "./opposed-wishes";
import { orderInWaves } from "./order";
import { planRemovals } from "./plan-removals";
import { isSameThing, lookupsOf, type PlanAction, type PlanInput, type PlanStep } from "./plan-step";
import { dependenciesOf, type Lookups, resolveReferences } from "./references";
import { type ResolvedResource, resolveProps } from "./resolve-props";
import type { DesiredResource } from "./resource";

export type { PlanAction, PlanInput, PlanStep, RecordedResource } from "./plan-step";

/** The steps from what was seen to what is wanted, in an order in which each stands after what it needs. Pure. */
export function planDeployment(input: PlanInput): PlanStep[] {
  const dependencies = new Map(input.desired.map((each) => [each.logicalId, dependenciesOf(each)]));
  const byId = new Map(input.desired.map((each) => [each.logicalId, each]));
  const outputs = new Map<string, Record<string, string>>();
  const lookups = lookupsOf(outputs, input.secrets);

  const steps = orderInWaves(dependencies)
    .flat()
    .flatMap((id) => {
      const resource = byId.get(id);
      if (resource === undefined) return [];
      const step = planOne(resource, dependencies.get(id) ?? [], lookups, input);
      outputs.set(id, outputsAfter(step, input));
      return [step];
    });
  const removals = planRemovals(input, steps);
  return [...steps, ...removals, ...planLeftovers(input, removals)];
}

/** Things that stay as they are although someone should look at them. */
export function countAttention(steps: readonly PlanStep[]): number {
  return steps.filter((step) => step.action === "keep" && step.problem !== undefined).length;
}

/** Steps that change something: what "nothing to do" counts. */
export function countChanges(steps: readonly PlanStep[]): number {
  return steps.filter((step) => step.action !== "keep" && step.action !== "conflict").length;
}

export function countConflicts(steps: readonly PlanStep[]): number {
  return steps.filter((step) => step.action === "conflict").length;
}

function planOne(
  resource: DesiredResource,
  needs: readonly string[],
  lookups: Lookups,
  input: PlanInput,
): PlanStep {
  const want = resolveProps(resource, input.findType, lookups);
  const have = input.observed.get(resource.logicalId);
  const decision = decide(resource, want, have, lookups, input);
  const { type, props } = want;
  const charge = chargeOf(decision.action, want, have);
  const warning =
    decision.action === "create"
      ? input.warnings?.get(resource.logicalId)
      : (decision.problem ?? attentionProblem(want, decision.differences, have?.standsAlready === true));
  const opposed =
    decision.action === "conflict"
      ? undefined
      : opposedWishes(want, input.otherWishes?.get(resource.logicalId));
  const problem = bothOf(warning, opposed);
  return {
    id: resource.logicalId,
    logicalId: resource.logicalId,
    ...decision,
    ...(problem === undefined ? {} : { problem }),
    type: resource.type,
    title: type.title,
    name: type.name(props),
    summary: [
      summaryOf(decision.action, want, have),
      ...(resource.notice === undefined ? [] : [resource.notice]),
    ].join(". "),
    ...(charge === undefined ? {} : { charge }),
    dependsOn: needs.filter((id) => input.desired.some((each) => each.logicalId === id)),
    expects: input.fingerprint(have),
    ledgerRows: resource.ledgerRows ?? [],
    usualSeconds: type.usualSeconds,
  };
}

/** A step tells of one problem: the second follows in its words. */
function bothOf(first: Problem | undefined, second: Problem | undefined): Problem | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return {
    ...first,
    sentence: `${first.sentence} ${second.sentence}`,
    wayOut: `${first.wayOut} ${second.wayOut}`,
  };
}

function summaryOf(
  action: PlanAction,
  { type, props }: ResolvedResource,
  have: Observed<object> | undefined,
): string {
  const loss = action === "replace" && have !== undefined ? type.lossNote?.(have) : undefined;
  return loss === undefined ? type.summary(props) : `${type.summary(props)}. ${loss}`;
}

function chargeOf(
  action: PlanAction,
  { type, props }: ResolvedResource,
  have: Observed<object> | undefined,
): string | undefined {
  if (action === "create" || action === "replace") return type.charge?.(props);
  return action === "update" && have !== undefined ? type.chargeOfChange?.(props, have.state) : undefined;
}

interface Decision {
  action: PlanAction;
  differences: FieldDifference[];
  problem?: Problem;
}

function decide(
  resource: DesiredResource,
  want: ResolvedResource,
  have: Observed<object> | undefined,
  lookups: Lookups,
  input: PlanInput,
): Decision {
  if (have === undefined) {
    const fields = describeNewFields(want.props, want.secretPaths);
    const differences = hideSecrets(fields, want.secretPaths);
    const refusal = input.refusals?.get(resource.logicalId);
    return refusal === undefined
      ? { action: "create", differences }
      : { action: "conflict", differences, problem: refusal };
  }
  const record = input.recorded.find((each) => each.desired.logicalId === resource.logicalId);
  const differences = hideSecrets(differencesOf(want, have), secretPathsOf(record?.desired));
  if (have.ownership.kind === "untagged" && record !== undefined && isSameThing(record, have)) {
    // Ours by our record, and someone took the tags off: they are put back.
    return { action: "update", differences: [...differences, tagsToAdd] };
  }
  const isToAdopt = have.ownership.kind === "untagged" && input.adopt?.has(resource.logicalId) === true;
  if (isToAdopt && !differences.some((each) => isImmutable(each, want))) {
    return { action: "adopt", differences: [...differences, tagsToAdd], problem: adoptionNote(want) };
  }
  if (have.ownership.kind !== "ours") {
    return { action: "conflict", differences, problem: conflictProblem(want, have.ownership) };
  }
  const toMend = differences.filter((each) => each.left === undefined);
  if (toMend.some((each) => isImmutable(each, want))) return { action: "replace", differences };
  if (toMend.length > 0) return { action: "update", differences };
  const onStandby = record === undefined ? [] : standbyDifferences(resource, record.desired, lookups, input);
  if (onStandby.length > 0) return { action: "update", differences: [...onStandby, ...differences] };
  return { action: record === undefined ? "adopt" : "keep", differences };
}

const tagsToAdd: FieldDifference = {
  path: "tags",
  before: "without Patchbay's tags",
  after: "Patchbay's tags",
};

/** From then on it is as if Patchbay had made it. */
function adoptionNote(want: ResolvedResource): Problem {
  return {
    code: "adopts-existing",
    sentence: `${want.type.title} "${want.type.name(want.props)}" already exists and becomes part of this integration.`,
    wayOut: "Later plans change it, and removing the integration deletes it.",
  };
}

/** What was seen and isn't mended, as something to look at; undefined when there is nothing of the kind. */
function attentionProblem(
  want: ResolvedResource,
  differences: readonly FieldDifference[],
  standsAlready: boolean,
): Problem | undefined {
  const left = differences.flatMap(({ left }) => left ?? []);
  if (left.length === 0) return undefined;
  const once = (texts: string[]) => [...new Set(texts)].join(" ");
  return {
    code: "left-as-it-is",
    sentence: `${want.type.title} "${want.type.name(want.props)}" ${standsAlready ? "was set up before this integration and is used as it is" : "was changed outside Patchbay and won't be reverted"}. ${once(left.map(({ why }) => why))}`,
    wayOut: once(left.map(({ wayOut }) => wayOut)),
  };
}

/** What differs between want and have, safe to show. */
export function differencesOf(want: ResolvedResource, have: Observed<object>): FieldDifference[] {
  const { type, props } = want;
  const differences = type.compare?.(props, have.state) ?? compareFields(props, have.state);
  const secretPaths = new Set([...want.secretPaths, ...(type.secretPaths?.(have.state) ?? [])]);
  return [...hideSecrets(differences, secretPaths), ...(have.departures ?? [])];
}

/**
 * What differs in the variant that the bypass would put in place. It is in our record alone, yet a turn publishes it:
 * without this, settings that touch only that variant would change at the turn what no plan has shown.
 */
function standbyDifferences(
  resource: DesiredResource,
  recorded: DesiredResource,
  lookups: Lookups,
  input: PlanInput,
): FieldDifference[] {
  if (resource.standby === undefined) return [];
  const want = resolveProps({ ...resource, props: resource.standby }, input.findType, lookups);
  if (recorded.standby === undefined) {
    return [{ path: "standby", after: want.type.summary(want.props) }];
  }
  const have = resolveProps({ ...recorded, props: recorded.standby }, input.findType, lookups);
  const differences = want.type.compare?.(want.props, have.props) ?? compareFields(want.props, have.props);
  const secretPaths = new Set([...want.secretPaths, ...have.secretPaths]);
  return hideSecrets(differences, secretPaths).map((each) => ({ ...each, path: `standby.${each.path}` }));
}

/** Where an earlier deployment put a secret: still hidden when the new settings want something else there. */
function secretPathsOf(desired: DesiredResource | undefined): ReadonlySet<string> {
  if (desired === undefined) return new Set();
  const resolved = resolveReferences(desired.props, { output: () => "", secret: () => "" });
  return new Set(resolved.secretPaths);
}

export function isImmutable(difference: FieldDifference, want: ResolvedResource): boolean {
  return (want.type.immutablePaths ?? []).some(
    (path) => difference.path === path || difference.path.startsWith(`${path}.`),
  );
}

export function conflictProblem(want: ResolvedResource, ownership: Observed<object>["ownership"]): Problem {
  const thing = `${want.type.title} "${want.type.name(want.props)}"`;
  const wayOut = want.type.conflictWayOut ?? "Use another name, or rename or delete the existing resource.";
  switch (ownership.kind) {
    case "ours":
    case "untagged":
      return {
        code: "name-taken",
        sentence: `${thing} already exists in the account and wasn't created by Patchbay. It wasn't changed.`,
        wayOut,
      };
    case "other-integration":
      return {
        code: "owned-by-other-integration",
        sentence: `${thing} belongs to another integration (${ownership.owner}). It wasn't changed.`,
        wayOut,
      };
    case "other-tenant":
      return {
        code: "owned-by-other-tenant",
        sentence: `${thing} belongs to another tenant of this installation. It wasn't changed.`,
        wayOut,
      };
    case "other-installation":
      return {
        code: "owned-by-other-installation",
        sentence: `${thing} was created by another Patchbay installation (${ownership.owner}). It wasn't changed.`,
        wayOut,
      };
  }
}

function outputsAfter(step: PlanStep, input: PlanInput): Record<string, string> {
  const predicted = input.predicted.get(step.logicalId) ?? {};
  if (step.action === "create" || step.action === "replace") return predicted;
  return { ...predicted, ...input.observed.get(step.id)?.outputs };
}
