import fc from "fast-check";
import { expect, test } from "vitest";
import type { Hop } from "@/lib/hops/hop";
import { asContactId } from "@/lib/kernel/ids";
import { alignClocks } from "@/lib/trail/align-clocks";
import type { TrailEvent } from "@/lib/trail/event";
import { orderEvents } from "@/lib/trail/order-events";

const event = (
  source: string,
  step: string,
  seconds: number,
  hop: Hop,
  during?: TrailEvent["during"],
): TrailEvent => ({
  id: `${source}:${step}`,
  at: new Date(Date.UTC(2026, 10, 20, 10) + seconds * 1_000).toISOString(),
  source,
  hop,
  severity: "info",
  code: "test.step",
  title: step,
  contactId: asContactId("c"),
  raw: {},
  ...(during && { during }),
});
const report = (events: TrailEvent[], clock?: string) => ({
  state: "ok" as const,
  events,
  ...(clock && { clock }),
});

const flow = report([
  event("flow-log", "welcome", 1, "flow"),
  event("flow-log", "lend", 2, "phone-voice"),
  event("flow-log", "transfer", 3, "sip"),
  event("flow-log", "transfer:end", 30, "voice"),
  event("flow-log", "queue", 31, "queue"),
]);
/** A conversation from the 4th to the 29th second, by a clock that differs. */
const voice = (offsetSeconds: number) =>
  report(
    [
      event("talk", "s:started", 4 + offsetSeconds, "voice"),
      event("talk", "s:handed-off", 29 + offsetSeconds, "voice"),
    ],
    "Voice",
  );
const offsetsOf = (reports: ReturnType<typeof report>[]) =>
  alignClocks(reports).flatMap((one) =>
    one.state === "failed" ? [] : one.events.map((each) => each.clockOffsetMs),
  );

test("clocks that agree with Amazon Connect's are left alone", () => {
  const reports = [flow, voice(0)];
  expect(alignClocks(reports)).toEqual(reports);
});

test("what the voice agent does lies between the transfer and the return, whatever its clock says, and the event says so", () => {
  const late = orderEvents([flow, voice(120)]);
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
    /^Voice's clock is about 119\.0 s ahead of Amazon Connect's\. By that clock, this was at 2026-11-20 10:00:05\.\d{3} UTC\.$/,
  );
  expect(orderEvents([flow, voice(-60)]).map(({ title }) => title)).toEqual(
    expect.arrayContaining(["transfer", "s:started", "s:handed-off"]),
  );
});

test("what a vendor does when its function is asked lies between that block and the transfer", () => {
  const phone = report([event("transfer", "t:created", -8, "phone-voice", "asking")], "Phone voice");
  const [, lent] = alignClocks([flow, phone]);
  const [created] = lent?.state === "ok" ? lent.events : [];
  expect(created?.clockOffsetMs).toBe(9_000);
  expect(created?.detail).toContain("Phone voice's clock is about 9.0 s behind Amazon Connect's");
});

test("no difference is told where none can be: too long a conversation, no flow log, a stranger's time", () => {
  const tooLong = report(
    [event("talk", "s:started", 0, "voice"), event("talk", "s:handed-off", 300, "voice")],
    "Voice",
  );
  for (const reports of [[flow, tooLong], [voice(500)], [flow, voice(86_400)]]) {
    expect(offsetsOf(reports).filter((offset) => offset !== undefined)).toEqual([]);
  }
});

test("whatever the clocks, aligned events fit between the transfer and the return, and the told times stay", () => {
  fc.assert(
    fc.property(fc.integer({ min: -800, max: 800 }), (offsetSeconds) => {
      const told = voice(offsetSeconds);
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

test("an ending that is told in whole seconds comes after what else happened in that second", () => {
  const kept = { ...event("talk", "s:recorded", 29, "voice", "any"), isWholeSecond: true as const };
  const reports = [report([kept]), report([event("flow-log", "left", 29.4, "flow")])];
  expect(orderEvents(reports).map(({ title }) => title)).toEqual(["left", "s:recorded"]);
});

test("a contact center that tells whole seconds makes no clock go wrong", () => {
  const center = report([
    { ...event("center", "called", 4, "sip"), marks: "transfer" },
    { ...event("center", "back", 29, "sip"), marks: "return" },
  ]);
  expect(offsetsOf([center, report([event("talk", "s:handed-off", 29.8, "voice")], "Voice")])).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
