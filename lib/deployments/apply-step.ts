import { tryDespiteLostAnswers } from "@/lib/engine/despite-lost-answers";
import { fingerprintObserved } from "@/lib/engine/fingerprint";
import { isLeftover } from "@/lib/engine/leftovers";
import type { Observed } from "@/lib/engine/observed";
import { conflictProblem, differencesOf, isImmutable } from "@/lib/engine/plan";
import { isSameThing, lookupsOf, type PlanStep, physicalIdOf } from "@/lib/engine/plan-step";
import { nothingStood } from "@/lib/engine/previous";
import { type AnyResourceType, type ResolvedResource, resolveProps } from "@/lib/engine/resolve-props";
import type { DesiredResource, ManagedRecord, OwnedThing, ResourceContext } from "@/lib/engine/resource";
import type { FieldDifference } from "@/lib/kernel/field-difference";
import { type Problem, ProblemError } from "@/lib/kernel/result";
import { findResourceType } from "@/lib/vendors/resource-types";
import { look } from "./observe-world";
import type { World } from "./open-world";
import { sharedKeyOf } from "./shared-things";

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
  world: Pick<World, "contextFor" | "fingerprintKey" | "knownPhysicalIds" | "secrets" | "takenByOthers">;
  /** Outputs of what is there so far, by logical id. */
  outputs: ReadonlyMap<string, Record<string, string>>;
  /** On what this step makes, as a tag: see Owner.step. */
  nonce: string;
  /** True when an earlier try may have changed something: what is there may be our own half. */
  wasBegun: boolean;
  signal: AbortSignal;
  /** Stores the intent. Called before the first call that changes something. */
  beforeChange(previous: unknown): Promise<void>;
  /** Stores that this integration uses a shared thing. Called before it is looked at. */
  claim(sharedKey: string): Promise<void>;
  /** Stores that this integration lets a shared thing go, and says how many others use it still. */
  release(sharedKey: string): Promise<Released>;
}

export interface Released {
  others: number;
  /** What stood there before us, as our record says it now: a removal before this one may have handed it on. */
  previous: unknown;
  /** What is there of ours, the same way: whoever made it may have changed it. Absent without a record. */
  outputs?: Record<string, string>;
}

/** Looks again, and makes only what is missing, as long as the world is what the plan saw or already what it wants. */
export async function applyStep(given: StepToApply): Promise<StepOutcome> {
  let todo = given;
  const { resource, world, outputs } = todo;
  const isRemoval = todo.step.action === "delete";
  const lookups = lookupsOf(isRemoval ? new Map() : outputs, isRemoval ? {} : world.secrets);
  const want = resolveProps(resource, findResourceType, lookups);
  if (!isRemoval && want.unknownPaths.length > 0)
    return { kind: "failed", problem: outputMissing(todo.step) };
  const sharedKey = sharedKeyOf(want.type, want.props, contextOf(todo));
  if (sharedKey !== undefined && !isRemoval) await todo.claim(sharedKey);
  if (sharedKey !== undefined && isRemoval) {
    const released = await todo.release(sharedKey);
    const { others, previous } = released;
    // Others need it still: for this integration it is gone with its record.
    if (others > 0) return { kind: "removed" };
    const { record } = todo;
    if (record !== undefined && previous !== undefined)
      todo = { ...todo, record: { ...record, outputs: released.outputs ?? record.outputs, previous } };
  }
  const have = await look(want.type, want.props, contextOf(todo), world);
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
  const previous = previousOf(type, record, have);
  const differences = have === undefined ? [] : toMend(want, have);
  if (have?.ownership.kind === "ours" && differences.length === 0) {
    return { kind: "made", name, outputs: have.outputs, previous, ...kept };
  }
  const mayTake = (seen: Observed<object>) => isOurs(seen, record) || isToAdopt(step, seen);
  if (have !== undefined && !mayTake(have)) {
    return { kind: "failed", problem: conflictProblem(want, have.ownership) };
  }
  // After a try of ours, what differs may be our own half of the work.
  if (!isAsSeen && !todo.wasBegun) return { kind: "world-changed", problem: worldChanged(step) };
  await todo.beforeChange(previous);
  const context = contextOf(todo);
  const lookAgain = () => look(type, props, context, world);
  const makeFrom = (seen: Observed<object> | undefined) =>
    tryDespiteLostAnswers({ signal: todo.signal, seen, look: lookAgain, attempt: (now) => makeOnce(now) });
  let outputs = await makeFrom(have);
  if (have === undefined && type.mayExistTwice === true) {
    // A worker that was paused in its create may have made another one: every worker takes the same, and the rest goes.
    const made = await madeByThisStep(type, context);
    const picked = made.length > 1 ? await lookAgain() : undefined;
    if (picked !== undefined && made.some((each) => isSameOutputs(each.outputs, picked.outputs))) {
      if (!isSameOutputs(picked.outputs, outputs)) outputs = await makeFrom(picked);
      for (const { props: theirs, outputs: id } of made) {
        if (isSameOutputs(id, outputs)) continue;
        await type.remove(context, theirs, { state: theirs, outputs: id, ownership: { kind: "ours" } });
      }
    }
  }
  return { kind: "made", name, outputs, previous, ...kept };

  async function makeOnce(seen: Observed<object> | undefined): Promise<Record<string, string>> {
    if (seen !== undefined && !mayTake(seen)) {
      throw new ProblemError(conflictProblem(want, seen.ownership));
    }
    const remaining = seen === undefined ? [] : toMend(want, seen);
    if (seen?.ownership.kind === "ours" && remaining.length === 0) return seen.outputs;
    if (seen === undefined || !remaining.some((each) => isImmutable(each, want))) {
      return type.ensure(context, props, seen);
    }
    await type.remove(context, props, seen);
    return type.ensure(context, props, undefined);
  }
}

/** What a plan only tells of is nobody's to mend here. */
function toMend(want: ResolvedResource, have: Observed<object>): FieldDifference[] {
  return differencesOf(want, have).filter((each) => each.left === undefined);
}

/** Nothing can use these yet, except for the one that is kept; and what was approved was one. */
async function madeByThisStep(
  type: AnyResourceType,
  context: ResourceContext,
): Promise<OwnedThing<object>[]> {
  const nothingNear = { stems: [], isKnown: () => false, isSuspect: () => false, unread: () => undefined };
  const owned = (await type.listOwned?.(context, nothingNear)) ?? [];
  return owned.filter(({ step }) => step !== undefined && step === context.owner.step);
}

function isSameOutputs(a: Record<string, string>, b: Record<string, string>): boolean {
  return physicalIdOf(a) === physicalIdOf(b);
}

/**
 * What stood there before us. Once we have meant to change it, our record alone knows: what is seen later is ourselves,
 * and "nothing" is an answer too.
 */
function previousOf(
  { shared }: AnyResourceType,
  record: ManagedRecord | undefined,
  have: Observed<object> | undefined,
): unknown {
  // A shared thing that is absent now didn't stand there before us, and a later user has to be able to read that.
  if (shared !== undefined && have === undefined) return nothingStood;
  if (record === undefined) return have?.previous;
  const isAnother = have !== undefined && record.physicalId !== "" && !isSameThing(record, have);
  if (isAnother) return have.previous;
  // The record of a shared thing begins with its claim, before anyone has looked.
  return shared === undefined ? record.previous : (record.previous ?? have?.previous);
}

async function remove(
  todo: StepToApply,
  want: ResolvedResource,
  have: Observed<object> | undefined,
  isAsSeen: boolean,
): Promise<StepOutcome> {
  const { step, record, world } = todo;
  // On record by now, so no leftover any more.
  if (isLeftover(step.id) && world.knownPhysicalIds.has(record?.physicalId ?? "")) return { kind: "removed" };
  // Gone already, or somebody else's by now: then only our record of it goes.
  if (have === undefined || !isOurs(have, record)) return { kind: "removed" };
  if (!isAsSeen && !todo.wasBegun) return { kind: "world-changed", problem: worldChanged(step) };
  await todo.beforeChange(record?.previous);
  const context = contextOf(todo);
  await tryDespiteLostAnswers({
    signal: todo.signal,
    seen: have,
    look: () => look(want.type, want.props, context, world),
    attempt: async (seen) => {
      if (seen !== undefined && isOurs(seen, record)) await want.type.remove(context, want.props, seen);
    },
  });
  return { kind: "removed" };
}

function contextOf({ world, record, signal, step, nonce }: StepToApply) {
  return world.contextFor(record, signal, { resource: step.logicalId, step: nonce });
}

function isOurs(have: Observed<object>, record: ManagedRecord | undefined): boolean {
  if (have.ownership.kind === "ours") return true;
  return have.ownership.kind === "untagged" && record !== undefined && isSameThing(record, have);
}

/** Without tags, and approved to be taken over. */
function isToAdopt(step: PlanStep, have: Observed<object>): boolean {
  return step.action === "adopt" && have.ownership.kind === "untagged";
}

function worldChanged(step: PlanStep): Problem {
  return {
    code: "world-changed",
    sentence: `${step.title} "${step.name}" has changed since the plan was approved. It was left unchanged, and no further step was started.`,
    wayOut: "Create a new plan to see what has changed.",
  };
}

function outputMissing(step: PlanStep): Problem {
  return {
    code: "output-missing",
    sentence: `${step.title} "${step.name}" needs a value that an earlier step didn't provide. It wasn't started.`,
    wayOut: "Create a new plan.",
  };
}
