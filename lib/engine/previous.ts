import { isPlainObject } from "@/lib/kernel/plain-json";

/** What a record of a shared thing says of the time before us, where "it was there" and "it wasn't" are all there is to say. */
export const stoodThere = { stood: true } as const;
/** Said, not left out: a record that says nothing has only claimed the thing so far. */
export const nothingStood = { stood: false } as const;

/** Whether it was there before us. A record that says nothing leaves it open; then it counts as not ours. */
export function isStanding(previous: unknown): boolean {
  return !(isPlainObject(previous) && previous.stood === false);
}
