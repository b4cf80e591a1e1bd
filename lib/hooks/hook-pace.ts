/**
 * How many a minute, in memory, by each console process. Refusals are counted by address, and only once a post is seen to be
 * unproven: neither a stranger who knows an integration's ID nor one behind the vendor's own address keeps its posts out.
 */
const maxRefusals = 60;
/** Of proven posts of one integration: far above what its calls make, and what a leaked token can write. */
export const maxProven = 1200;
const minuteMs = 60_000;

/** Whether the reason of one more refused post is told to this address. */
export const mayTellWhy = countingUpTo(maxRefusals);

/** Whether one more proven post of this integration is kept. */
export const mayKeep = countingUpTo(maxProven);

/** Beyond as many keys the count begins anew: it must not fill the memory. */
const maxKeys = 10_000;

function countingUpTo(max: number) {
  let beganMs = 0;
  let counts = new Map<string, number>();
  return (key: string, nowMs = Date.now()): boolean => {
    if (nowMs - beganMs >= minuteMs || (counts.size >= maxKeys && !counts.has(key))) {
      beganMs = nowMs;
      counts = new Map();
    }
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= max;
  };
}
