import fc from "fast-check";
import { expect, test } from "vitest";
import type { Hop } from "@/lib/hops/hop";
import { alignClocks } from "@/lib/trail/align-clocks";
import type { TrailEvent } from "@/lib/trail/event";
import { orderEvents } from "@/lib/trail/order-events";

const event = (source: string, step: string, seconds: number, hop: Hop): TrailEvent => ({
  id: `${source}:${step}`,
  at: new Date(Date.UTC(2026, 10, 20, 10) + seconds * 1_000).toISOString(),
  source,
  hop,
  severity: "info",
  code: "test.step",
  title: step,
  contactId: "c",
  raw: {},
});
const report = (events: TrailEvent[]) => ({ state: "ok" as const, events });

const flow = report([
  event("flow-log", "welcome", 1, "flow"),
  event("flow-log", "lend", 2, "asapp"),
  event("flow-log", "transfer", 3, "sip"),
  event("flow-log", "transfer:end", 30, "kore"),
  event("flow-log", "queue", 31, "queue"),
]);
/** A conversation from the 4th to the 29th second, by a clock that differs. */
const kore = (offsetSeconds: number) =>
  report([
    event("kore-conversation", "s:started", 4 + offsetSeconds, "kore"),
    event("kore-conversation", "s:handed-off", 29 + offsetSeconds, "kore"),
  ]);
const offsetsOf = (reports: ReturnType<typeof report>[]) =>
  alignClocks(reports).flatMap((one) =>
    one.state === "failed" ? [] : one.events.map((each) => each.clockOffsetMs),
  );

test("clocks that agree with Amazon Connect's are left alone", () => {
  const reports = [flow, kore(0)];
  expect(alignClocks(reports)).toEqual(reports);
});

test("what Kore does lies between the transfer and the return, whatever its clock says, and the event says so", () => {
  const late = orderEvents([flow, kore(120)]);
  expect(late.map(({ title }) => title)).toEqual([
    "welcome",
    "lend",
    "transfer",
    "s:started",
    "transfer:end",
    "s:handed-off",
    "queue",
  ]);
  const started = late.find(({ id }) => id.endsWith(":s:started"));
  expect(started?.at).toBe("2026-11-20T10:02:04.000Z");
  expect(started?.detail).toMatch(
    /^Kore's clock is about 119\.0 s ahead of Amazon Connect's: by that one this was at 10:00:05/,
  );
  expect(orderEvents([flow, kore(-60)]).map(({ title }) => title)).toEqual(
    expect.arrayContaining(["transfer", "s:started", "s:handed-off"]),
  );
});

test("ASAPP lends its number while the flow asks for it", () => {
  const asapp = report([event("asapp-transfer", "t:created", -8, "asapp")]);
  const [, lent] = alignClocks([flow, asapp]);
  const [created] = lent?.state === "ok" ? lent.events : [];
  expect(created?.clockOffsetMs).toBe(9_000);
  expect(created?.detail).toContain("ASAPP's clock is about 9.0 s behind Amazon Connect's");
});

test("no difference is told where none can be: too long a conversation, no flow log, a stranger's time", () => {
  const tooLong = report([
    event("kore-conversation", "s:started", 0, "kore"),
    event("kore-conversation", "s:handed-off", 300, "kore"),
  ]);
  for (const reports of [[flow, tooLong], [kore(500)], [flow, kore(86_400)]]) {
    expect(offsetsOf(reports).filter((offset) => offset !== undefined)).toEqual([]);
  }
});

test("whatever the clocks, aligned events fit between the transfer and the return, and the told times stay", () => {
  fc.assert(
    fc.property(fc.integer({ min: -800, max: 800 }), (offsetSeconds) => {
      const told = kore(offsetSeconds);
      const [, aligned] = alignClocks([flow, told]);
      const events = aligned?.state === "ok" ? aligned.events : [];
      expect(events.map(({ at }) => at)).toEqual(told.events.map(({ at }) => at));
      for (const { at, clockOffsetMs = 0 } of events) {
        const seconds = (Date.parse(at) + clockOffsetMs - Date.UTC(2026, 10, 20, 10)) / 1_000;
        expect(seconds).toBeGreaterThanOrEqual(2.9);
        expect(seconds).toBeLessThanOrEqual(30.1);
      }
    }),
  );
});
