import { expect, test } from "vitest";
import { takeTurn } from "@/lib/contacts/request-pace";

test("one account's requests keep their distance, another's do not wait for them", async () => {
  const startedAt = performance.now();
  await takeTurn("pace:other", 60_000);
  await Promise.all([1, 2, 3].map(() => takeTurn("pace:one", 40)));
  const tookMs = performance.now() - startedAt;
  // Timers may fire a millisecond early.
  expect(tookMs).toBeGreaterThan(2 * 40 - 3);
  expect(tookMs).toBeLessThan(10_000);
});

test("who gives up waits no longer", async () => {
  await takeTurn("pace:slow", 60_000);
  await expect(takeTurn("pace:slow", 60_000, AbortSignal.timeout(10))).rejects.toThrow();
});
