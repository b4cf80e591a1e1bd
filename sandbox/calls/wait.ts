import { setTimeout as sleep } from "node:timers/promises";

/** A minute of a caller's waiting takes about 1.5 seconds; timestamps are still those of the wall clock. */
const shortening = 0.025;
const maxMs = 250;

export async function pauseLikeACaller(seconds: number): Promise<void> {
  await sleep(Math.min(Math.max(seconds, 0) * 1000 * shortening, maxMs));
}
