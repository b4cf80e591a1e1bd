import type { Ownership } from "./observed";
import { ownershipOf, resourceTagOf, stepTagOf } from "./ownership";
import type { ResourceContext } from "./resource";

/** One of several things that AWS lets have the same name. */
export interface Candidate<Thing> {
  thing: Thing;
  id: string;
  name: string;
  tags: Readonly<Record<string, string | undefined>>;
  createdAt: Date | undefined;
}

export interface Picked<Thing> {
  thing: Thing;
  ownership: Ownership;
}

/**
 * Which of them is ours: the one on record, whatever it is called by now; else one with our tags, made by this very step
 * before others, and the earliest of those. Every worker picks the same. None of ours: any that has the name stands in the
 * way.
 */
export function pickOurs<Thing>(
  candidates: readonly Candidate<Thing>[],
  context: Pick<ResourceContext, "owner" | "record">,
  name: string,
): Picked<Thing> | undefined {
  const { owner, record } = context;
  const ranked = candidates
    .map((each) => ({ ...each, ownership: ownershipOf(each.tags, owner) }))
    .sort((a, b) => rankOf(a) - rankOf(b) || timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : 1));
  const [first] = ranked;
  return first === undefined || rankOf(first) === notConcerned ? undefined : first;

  function rankOf(each: Candidate<Thing> & { ownership: Ownership }): number {
    const { resource, step } = owner;
    if (record?.outputs.id !== undefined && record.outputs.id === each.id) return 0;
    const meantFor = resourceTagOf(each.tags);
    const isMeant =
      meantFor === undefined || resource === undefined ? each.name === name : meantFor === resource;
    if (each.ownership.kind === "ours" && isMeant) {
      return step !== undefined && stepTagOf(each.tags) === step ? 1 : 2;
    }
    return each.name === name ? 3 : notConcerned;
  }
}

/** Those with this integration's tags. */
export function onlyOurs<Thing>(
  candidates: readonly Candidate<Thing>[],
  { owner }: Pick<ResourceContext, "owner">,
) {
  return candidates.filter((each) => ownershipOf(each.tags, owner).kind === "ours");
}

const notConcerned = 4;

function timeOf({ createdAt }: { createdAt: Date | undefined }): number {
  return createdAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
