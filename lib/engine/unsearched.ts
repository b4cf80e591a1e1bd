import { describeAwsError } from "@/lib/aws/describe-aws-error";
import { mapInParallel } from "@/lib/kernel/in-parallel";
import type { Problem } from "@/lib/kernel/result";
import type { NamesNearby } from "./resource";

/** A part of the search for leftovers that couldn't be made: whether anything of the kind is left over is unknown. */
export interface Unsearched {
  type: string;
  /** Of the resource type, for people: "Log group". */
  title: string;
  /** Those that couldn't be looked at, the first few by name. None: the list itself couldn't be read. */
  names: string[];
  /** How many those are. */
  count: number;
  /** Why; its sentence says it without the search. */
  problem: Problem;
}

const maxNames = 5;
/** Details at once, as elsewhere where a list's items are asked for one by one. */
const readsAtOnce = 4;

export function unsearchedList(type: { type: string; title: string }, problem: Problem): Unsearched {
  return { type: type.type, title: type.title, names: [], count: 0, problem };
}

export function unsearchedItems(
  type: { type: string; title: string },
  names: readonly string[],
  problem: Problem,
): Unsearched {
  const first = [...names].sort().slice(0, maxNames);
  return { type: type.type, title: type.title, names: first, count: names.length, problem };
}

/** Asks about each; those that the connection may not read are told to `nearby.unread`, and the others stand. */
export async function readEach<Item, Thing>(
  items: readonly Item[],
  nearby: Pick<NamesNearby, "unread">,
  nameOf: (item: Item) => string,
  read: (item: Item) => Promise<Thing | undefined>,
): Promise<Thing[]> {
  const things = await mapInParallel(items, readsAtOnce, async (item) => {
    try {
      return await read(item);
    } catch (error) {
      const problem = describeAwsError(error);
      if (!isUnreadable(problem)) throw error;
      nearby.unread(nameOf(item), problem);
      return undefined;
    }
  });
  return things.filter((thing): thing is NonNullable<typeof thing> => thing !== undefined);
}

/** Of these a plan can be made all the same, and says what it doesn't know. Anything else fails the plan. */
export function isUnreadable({ code }: Problem): boolean {
  return code === "permission-missing";
}

/** For the plan: what is unknown, and why. Never "nothing is left". */
export function describeUnsearched({ title, names, count, problem }: Unsearched): Problem {
  const reason = problem.sentence.replace(/\.$/, "");
  const rest = count - names.length;
  const listed = `${title} ${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  return {
    ...problem,
    code: "leftovers-unknown",
    sentence:
      count === 0
        ? `Patchbay couldn't look for leftovers of type “${title}” because ${reason}.`
        : `Patchbay couldn't tell whether ${listed} ${count === 1 ? "is a leftover" : "are leftovers"} because ${reason}.`,
  };
}
