import type { FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pageLogEvents } from "@/lib/trail/page-log-events";

/** A log that scans so many events a page, ours among everybody's, and how deep its dependent requests went. */
function busyLog(
  times: number[],
  { scanned, isOurs }: { scanned: number; isOurs: (index: number) => boolean },
) {
  const log = times
    .sort((one, other) => one - other)
    .map((timestamp, index): FilteredLogEvent => ({ timestamp, eventId: String(index), message: "" }));
  let running = 0;
  let mostAtOnce = 0;
  let requests = 0;
  const ask = async ({ fromMs, toMs }: { fromMs: number; toMs: number }, token: string | undefined) => {
    requests += 1;
    running += 1;
    mostAtOnce = Math.max(mostAtOnce, running);
    await Promise.resolve();
    running -= 1;
    const inWindow = log.filter(({ timestamp = 0 }) => timestamp >= fromMs && timestamp <= toMs);
    const from = Number(token ?? 0);
    const page = inWindow.slice(from, from + scanned);
    return {
      events: page.filter(({ eventId }) => isOurs(Number(eventId))),
      nextToken: from + scanned < inWindow.length ? String(from + scanned) : undefined,
    };
  };
  return { ask, seen: () => ({ mostAtOnce, requests }) };
}

const window = { fromMs: 0, toMs: 900_000 };

test("every event of ours is found once, however busy the log and however it is spread", async () => {
  const times = fc.array(fc.integer({ min: 0, max: window.toMs }), { maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(times, fc.integer({ min: 10, max: 50 }), async (spread, scanned) => {
      const isOurs = (index: number) => index % 3 === 0;
      const { ask } = busyLog(spread, { scanned, isOurs });
      const { events, complete } = await pageLogEvents(window, ask);
      expect(complete).toBe(true);
      const found = events.map(({ eventId }) => Number(eventId)).sort((one, other) => one - other);
      expect(found).toEqual(spread.map((_, index) => index).filter(isOurs));
    }),
    { numRuns: 60 },
  );
});

test("a quiet log costs one request, a busy one is read side by side", async () => {
  const quiet = busyLog([1, 2, 3], { scanned: 10, isOurs: () => true });
  await pageLogEvents(window, quiet.ask);
  expect(quiet.seen().requests).toBe(1);
  const spread = Array.from({ length: 100_000 }, (_, index) => index * 9);
  const busy = busyLog(spread, { scanned: 10_000, isOurs: (index) => index % 25_000 === 0 });
  const { events } = await pageLogEvents(window, busy.ask);
  expect(events).toHaveLength(4);
  const { mostAtOnce, requests } = busy.seen();
  expect(mostAtOnce).toBeGreaterThanOrEqual(8);
  expect(requests).toBeLessThan(80);
});

test("a log without an end is given up within bounds, and said to be incomplete", async () => {
  let requests = 0;
  const { complete } = await pageLogEvents(window, async () => {
    requests += 1;
    return { events: [], nextToken: "more" };
  });
  expect(complete).toBe(false);
  expect(requests).toBeLessThanOrEqual(400);
});
