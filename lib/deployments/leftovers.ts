import { describeAwsError } from "@/lib/aws/describe-aws-error";
import { leftover } from "@/lib/engine/leftovers";
import type { Observed } from "@/lib/engine/observed";
import { physicalIdOf, type RecordedResource } from "@/lib/engine/plan-step";
import type { NamesNearby } from "@/lib/engine/resource";
import { isUnreadable, type Unsearched, unsearchedItems, unsearchedList } from "@/lib/engine/unsearched";
import { mapInParallel } from "@/lib/kernel/in-parallel";
import type { Problem } from "@/lib/kernel/result";
import { resourceTypesWithin } from "@/lib/vendors/resource-types";
import type { World } from "./open-world";

/** Lists at once, beside the looks that a plan makes anyway. */
const listsAtOnce = 3;
/** Shorter ones would be part of too many other names. */
const shortestStem = 4;

export interface Leftovers {
  leftovers: RecordedResource[];
  /** Where nobody could look: there may be more. */
  unsearched: Unsearched[];
}

/**
 * What carries this integration's tags in the account, and is neither on record of any integration nor one of the things
 * that this plan has looked at: what a create made whose answer was lost, or a deployment that died between a call and its
 * record. What the connection may not read is told as such: that nothing was found there says nothing.
 */
export async function findLeftovers(
  world: World,
  observed: ReadonlyMap<string, Observed<object> | undefined>,
  /** Names by type, of what is wanted. */
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
  signal: AbortSignal,
): Promise<Leftovers> {
  const known = new Set(world.knownPhysicalIds);
  for (const have of observed.values()) if (have !== undefined) known.add(physicalIdOf(have.outputs));
  const leftovers: RecordedResource[] = [];
  const unsearched: Unsearched[] = [];
  const types = resourceTypesWithin({
    hasAws: world.access !== undefined,
    vendorKinds: Object.keys(world.integration.vendorConnections),
  });
  await mapInParallel(types, listsAtOnce, async (type) => {
    if (type.listOwned === undefined) return;
    const recorded = world.records.filter((each) => each.desired.type === type.type);
    const names = new Set([...(wanted.get(type.type) ?? []), ...recorded.map((each) => each.name)]);
    const context = world.contextFor(undefined, signal);
    const unread = new Map<string, Problem>();
    const near = { ...nearby(names, world.integration.prefix), unread: unread.set.bind(unread) };
    try {
      for (const each of await type.listOwned(context, near)) {
        const physicalId = physicalIdOf(each.outputs);
        if (known.has(physicalId)) continue;
        const logicalId = `${leftover}${type.type}:${physicalId}`;
        const desired = { logicalId, type: type.type, props: { ...each.props } };
        leftovers.push({ desired, name: each.name, physicalId, outputs: each.outputs });
      }
    } catch (error) {
      const problem = describeAwsError(error);
      if (!isUnreadable(problem)) throw error;
      unsearched.push(unsearchedList(type, problem));
    }
    const [reason] = unread.values();
    if (reason !== undefined) unsearched.push(unsearchedItems(type, [...unread.keys()], reason));
  });
  leftovers.sort((a, b) => (a.desired.logicalId < b.desired.logicalId ? -1 : 1));
  unsearched.sort((a, b) => (a.type < b.type ? -1 : 1));
  return { leftovers, unsearched };
}

function nearby(known: ReadonlySet<string>, prefix: string): Omit<NamesNearby, "unread"> {
  const stems = [...known]
    .map((name) => name.split("/").at(-1) ?? "")
    .map((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : name))
    .filter((stem) => stem.length >= shortestStem);
  return {
    stems: [...new Set(stems)],
    isSuspect: (name) => !known.has(name) && stems.some((stem) => name.includes(stem)),
    isKnown: (name) => known.has(name),
  };
}
