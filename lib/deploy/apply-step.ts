import { fingerprintObserved } from "@/lib/deploy/fingerprint";
import { look } from "@/lib/deploy/observe-world";
import type { World } from "@/lib/deploy/open-world";
import { conflictProblem, differencesOf, isImmutable } from "@/lib/deploy/plan";
import { isSameThing, lookupsOf, type PlanStep } from "@/lib/deploy/plan-step";
import { findResourceType } from "@/lib/deploy/registry";
import { type ResolvedResource, resolveProps } from "@/lib/deploy/resolve-props";
import type { DesiredResource, ManagedRecord, Observed } from "@/lib/deploy/resource";
import { sharedKeyOf } from "@/lib/deploy/shared-things";
import type { Problem } from "@/lib/result";

export type StepOutcome =
  | { kind: "made"; name: string; outputs: Record<string, string>; previous: unknown; keptText?: string }
  | { kind: "removed" }
  | { kind: "failed"; problem: Problem }
  /** The world is not what was approved: nothing more is begun. */
  | { kind: "world-changed"; problem: Problem };

export interface StepToApply {
  step: PlanStep;
  resource: DesiredResource;
  record: ManagedRecord | undefined;
  world: Pick<World, "contextFor" | "fingerprintKey" | "secrets" | "takenByOthers">;
  /** Outputs of what is there so far, by logical id. */
  outputs: ReadonlyMap<string, Record<string, string>>;
  /** True when an earlier try may have changed something: what is there may be our own half. */
  wasBegun: boolean;
  signal: AbortSignal;
  /** Stores the intent. Called before the first call that changes something. */
  beforeChange(previous: unknown): Promise<void>;
  /** Stores that this integration uses a shared thing. Called before it is looked at. */
  claim(sharedKey: string): Promise<void>;
  /** Stores that this integration lets a shared thing go, and says how many others use it still. */
  release(sharedKey: string): Promise<number>;
}

/** Looks again, and makes only what is missing, as long as the world is what the plan saw or already what it wants. */
export async function applyStep(todo: StepToApply): Promise<StepOutcome> {
  const { resource, world, outputs } = todo;
  const isRemoval = todo.step.action === "delete";
  const lookups = lookupsOf(isRemoval ? new Map() : outputs, isRemoval ? {} : world.secrets);
  const want = resolveProps(resource, findResourceType, lookups);
  if (!isRemoval && want.unknownPaths.length > 0)
    return { kind: "failed", problem: outputMissing(todo.step) };
  const context = world.contextFor(todo.record, todo.signal);
  const sharedKey = sharedKeyOf(want.type, want.props, context);
  if (sharedKey !== undefined) {
    // Others need it still: for this integration it is gone with its record.
    if (isRemoval && (await todo.release(sharedKey)) > 0) return { kind: "removed" };
    if (!isRemoval) await todo.claim(sharedKey);
  }
  const have = await look(want.type, want.props, context, world);
  const isAsSeen = fingerprintObserved(have, world.fingerprintKey) === todo.step.expects;
  return isRemoval ? remove(todo, want, have, isAsSeen) : ensure(todo, want, have, isAsSeen);
}

async function ensure(
  todo: StepToApply,
  want: ResolvedResource,
  have: Observed<object> | undefined,
  isAsSeen: boolean,
): Promise<StepOutcome> {
  const { step, record, world } = todo;
  const { type, props } = want;
  const name = type.name(props);
  const kept = type.keptText === undefined ? {} : { keptText: type.keptText(props) };
  const previous = record?.previous ?? have?.previous;
  // What a plan only tells of is nobody's to mend here.
  const differences =
    have === undefined ? [] : differencesOf(want, have).filter((each) => each.left === undefined);
  if (have?.ownership.kind === "ours" && differences.length === 0) {
    return { kind: "made", name, outputs: have.outputs, previous, ...kept };
  }
  if (have !== undefined && !isOurs(have, record)) {
    return { kind: "failed", problem: conflictProblem(want, have.ownership) };
  }
  // After a try of ours, what differs may be our own half of the work.
  if (!isAsSeen && !todo.wasBegun) return { kind: "world-changed", problem: worldChanged(step) };
  await todo.beforeChange(previous);
  const context = world.contextFor(record, todo.signal);
  let base = have;
  if (base !== undefined && differences.some((each) => isImmutable(each, want))) {
    await type.remove(context, props, base);
    base = undefined;
  }
  return { kind: "made", name, outputs: await type.ensure(context, props, base), previous, ...kept };
}

async function remove(
  todo: StepToApply,
  want: ResolvedResource,
  have: Observed<object> | undefined,
  isAsSeen: boolean,
): Promise<StepOutcome> {
  const { step, record, world } = todo;
  // Gone already, or somebody else's by now: then only our record of it goes.
  if (have === undefined || !isOurs(have, record)) return { kind: "removed" };
  if (!isAsSeen && !todo.wasBegun) return { kind: "world-changed", problem: worldChanged(step) };
  await todo.beforeChange(record?.previous);
  await want.type.remove(world.contextFor(record, todo.signal), want.props, have);
  return { kind: "removed" };
}

function isOurs(have: Observed<object>, record: ManagedRecord | undefined): boolean {
  if (have.ownership.kind === "ours") return true;
  return have.ownership.kind === "untagged" && record !== undefined && isSameThing(record, have);
}

function worldChanged(step: PlanStep): Problem {
  return {
    code: "world-changed",
    sentence: `${step.title} "${step.name}" is no longer what the approved plan saw; it was left as it is, and nothing further was begun.`,
    wayOut: "Make a new plan: it shows what has changed since.",
  };
}

function outputMissing(step: PlanStep): Problem {
  return {
    code: "output-missing",
    sentence: `${step.title} "${step.name}" needs a value that an earlier step did not give; it was not begun.`,
    wayOut: "Make a new plan.",
  };
}
