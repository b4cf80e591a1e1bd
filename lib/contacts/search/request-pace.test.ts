import { expect, test, vi } from "vitest";
import { takeTurn } from "./request-pace";

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
  await takeTurn("pace:slow", 15_000);
  await expect(takeTurn("pace:slow", 15_000, AbortSignal.timeout(10))).rejects.toThrow("aborted");
});

test("a crowd that has left does not keep the next one waiting for long", async () => {
  const crowd = new AbortController();
  const turns = Array.from({ length: 100 }, () => takeTurn("pace:crowd", 2_000, crowd.signal));
  const left = Promise.allSettled(turns);
  await expect(takeTurn("pace:crowd", 2_000)).rejects.toMatchObject({ problem: { code: "throttled" } });
  crowd.abort();
  const refused = (await left).filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(99);
  vi.useFakeTimers({ now: Date.now() + 25_000, toFake: ["Date"] });
  try {
    await takeTurn("pace:crowd", 2_000, AbortSignal.timeout(100));
  } finally {
    vi.useRealTimers();
  }
});
