import { isLeftover } from "@/lib/engine/leftovers";
import type { Observed } from "@/lib/engine/observed";
import type { OtherWishes } from "@/lib/engine/opposed-wishes";
import { orderInWaves } from "@/lib/engine/order";
import { blankSecrets, removalId } from "@/lib/engine/plan-removals";
import { isSameThing, lookupsOf, physicalIdOf, type RecordedResource } from "@/lib/engine/plan-step";
import { dependenciesOf } from "@/lib/engine/references";
import { type AnyResourceType, resolveProps } from "@/lib/engine/resolve-props";
import type { DesiredResource, ManagedRecord } from "@/lib/engine/resource";
import type { Unsearched } from "@/lib/engine/unsearched";
import { mapInParallel } from "@/lib/kernel/in-parallel";
import type { Problem } from "@/lib/kernel/result";
import { findResourceType } from "@/lib/vendors/resource-types";
import { findLeftovers } from "./leftovers";
import type { World } from "./open-world";
import { sharedKeyOf } from "./shared-things";

/** Calls at once while looking; Connect allows two a second and the SDK waits out the rest. */
const looksAtOnce = 6;
/** A look at everything, retries of a throttled account included. */
const lookTimeoutSeconds = 90;

export interface Seen {
  observed: Map<string, Observed<object> | undefined>;
  predicted: Map<string, Record<string, string>>;
  /** In the account with this integration's tags, and on nobody's record. */
  leftovers: RecordedResource[];
  /** Where nobody could look for them. */
  unsearched: Unsearched[];
  /** What may keep new things from being made. */
  warnings: Map<string, Problem>;
  /** What is certain to keep them from being made. */
  refusals: Map<string, Problem>;
  /** Who else uses what this integration shares. */
  otherWishes: Map<string, OtherWishes>;
}

/** Looks at everything that is desired, and at what is recorded and may have to go. Reads only. */
export async function observeWorld(world: World, desired: readonly DesiredResource[]): Promise<Seen> {
  const signal = AbortSignal.timeout(lookTimeoutSeconds * 1_000);
  const seen: Seen = {
    observed: new Map(),
    predicted: new Map(),
    warnings: new Map(),
    refusals: new Map(),
    otherWishes: new Map(),
    leftovers: [],
    unsearched: [],
  };
  const names = new Map<string, Set<string>>();
  const outputs = new Map<string, Record<string, string>>();
  const lookups = lookupsOf(outputs, world.secrets);
  const byId = new Map(desired.map((each) => [each.logicalId, each]));
  const recordOf = new Map(world.records.map((each) => [each.desired.logicalId, each]));
  const waves = orderInWaves(new Map(desired.map((each) => [each.logicalId, dependenciesOf(each)])));

  for (const wave of waves) {
    await mapInParallel(wave, looksAtOnce, async (id) => {
      const resource = byId.get(id);
      if (resource === undefined) return;
      const { type, props } = resolveProps(resource, findResourceType, lookups);
      const context = world.contextFor(recordOf.get(id), signal, { resource: id });
      names.set(type.type, (names.get(type.type) ?? new Set()).add(type.name(props)));
      const have = await look(type, props, context, world);
      const predicted = type.predict?.(context, props) ?? {};
      seen.observed.set(id, have);
      const warning = have === undefined ? await type.preflight?.(context, props) : undefined;
      if (warning !== undefined) seen.warnings.set(id, warning);
      const refusal = have === undefined ? await type.refusal?.(context, props) : undefined;
      if (refusal !== undefined) seen.refusals.set(id, refusal);
      const sharedKey = sharedKeyOf(type, props, context);
      if (sharedKey !== undefined)
        seen.otherWishes.set(id, await findOtherWishes(world, id, sharedKey, props));
      seen.predicted.set(id, predicted);
      outputs.set(id, { ...predicted, ...have?.outputs });
    });
  }
  const mayGo = world.records.filter((each) => mayHaveToGo(each, byId, seen));
  await mapInParallel(mayGo, looksAtOnce, async (record) => {
    const resource = removalOf(record, world.records);
    const { type, props } = resolveProps(resource, findResourceType, lookupsOf(new Map(), {}));
    const context = world.contextFor(record, signal, { resource: record.desired.logicalId });
    seen.observed.set(resource.logicalId, await look(type, props, context, world));
  });
  Object.assign(seen, await findLeftovers(world, seen.observed, names, signal));
  await mapInParallel(seen.leftovers, looksAtOnce, async (leftover) => {
    const { type, props } = resolveProps(leftover.desired, findResourceType, lookupsOf(new Map(), {}));
    const context = world.contextFor(leftover, signal);
    seen.observed.set(leftover.desired.logicalId, await look(type, props, context, world));
  });
  return seen;
}

async function findOtherWishes(
  world: World,
  logicalId: string,
  sharedKey: string,
  props: object,
): Promise<OtherWishes> {
  const own = world.otherUsers.get(sharedKey) ?? [];
  const uses = world.records.find((each) => each.desired.logicalId === logicalId)?.otherUses ?? 0;
  const opposedElsewhere = uses > own.length ? await world.countOpposedElsewhere(logicalId, props) : 0;
  return { own, opposedElsewhere };
}

/**
 * What is there, and whose: where AWS keeps no tags, or somebody took them off, another integration's record says that it is
 * theirs. What integrations share belongs to each of them.
 */
export async function look(
  type: AnyResourceType,
  props: object,
  context: ReturnType<World["contextFor"]>,
  world: Pick<World, "takenByOthers">,
): Promise<Observed<object> | undefined> {
  const have = await type.observe(context, props);
  if (have === undefined || type.shared !== undefined) return have;
  if (have.ownership.kind !== "ours" && have.ownership.kind !== "untagged") return have;
  const other = world.takenByOthers.get(`${type.type}:${physicalIdOf(have.outputs)}`);
  const isOurRecord = context.record !== undefined && isSameThing(context.record, have);
  if (other === undefined || isOurRecord) return have;
  return { ...have, ownership: { kind: "other-integration", owner: other } };
}

/** A recorded resource as a plan stores its removal: references put in, secrets blank, under the step's own id. */
export function removalOf(record: RecordedResource, records: readonly RecordedResource[]): RemovedResource {
  const outputs = new Map(records.map((each) => [each.desired.logicalId, each.outputs]));
  const lookups = lookupsOf(outputs, blankSecrets(record.desired.props));
  return {
    ...record.desired,
    logicalId: isLeftover(record.desired.logicalId)
      ? record.desired.logicalId
      : removalId(record.desired.logicalId),
    props: resolveForRemoval(record.desired, lookups),
    dependsOn: [],
    record: { physicalId: record.physicalId, outputs: record.outputs, previous: record.previous },
  };
}

export interface RemovedResource extends DesiredResource {
  record: ManagedRecord;
}

function resolveForRemoval(desired: DesiredResource, lookups: ReturnType<typeof lookupsOf>) {
  return { ...resolveProps(desired, findResourceType, lookups).props };
}

function mayHaveToGo(
  record: RecordedResource,
  desired: ReadonlyMap<string, DesiredResource>,
  seen: Seen,
): boolean {
  const wanted = desired.get(record.desired.logicalId);
  return wanted === undefined || seen.observed.get(record.desired.logicalId) === undefined;
}
