import fc from "fast-check";
import { expect, test } from "vitest";
import type { Hop } from "@/lib/hops/hop";
import { asContactId } from "@/lib/kernel/ids";
import type { SourceReport, TrailEvent } from "@/lib/trail/event";
import { buildTrail } from "./build-trail";

const hops: Hop[] = ["number", "flow", "sip", "voice", "api", "store", "retrieve", "queue", "agent"];
const event = (source: string, id: string, ms: number, hop: Hop): TrailEvent => ({
  id,
  at: new Date(ms).toISOString(),
  source,
  hop,
  severity: "info",
  code: "test.step",
  title: id,
  contactId: asContactId("c"),
  raw: {},
});
const report = (source: string, events: TrailEvent[]): SourceReport => ({
  source,
  title: source,
  state: events.length > 0 ? "ok" : "empty",
  events,
  tookMs: 1,
});

test("every event is there once, in the order of time, and no source's own order is turned round", () => {
  const times = fc.array(fc.tuple(fc.nat(3), fc.constantFrom(...hops)), { maxLength: 12 });
  fc.assert(
    fc.property(times, times, times, (...lists) => {
      const reports = lists.map((list, index) =>
        report(
          `s${index}`,
          list
            .map(([ms, hop], place) => ({ ms, hop, place }))
            .sort((one, other) => one.ms - other.ms)
            .map(({ ms, hop, place }) => event(`s${index}`, `s${index}:${place}`, ms, hop)),
        ),
      );
      const { events } = buildTrail(asContactId("c"), [...reports, ...reports], new Date(0));
      expect(events).toHaveLength(lists.flat().length);
      expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort());
      for (const { source, state, ...rest } of reports) {
        if (state === "failed" || !("events" in rest)) continue;
        expect(events.filter((one) => one.source === source).map(({ id }) => id)).toEqual(
          rest.events.map(({ id }) => id),
        );
      }
    }),
  );
});

test("at the same moment the way of the call decides between sources", () => {
  const { events } = buildTrail(
    asContactId("c"),
    [report("a", [event("a", "agent", 5, "agent")]), report("b", [event("b", "number", 5, "number")])],
    new Date(0),
  );
  expect(events.map(({ id }) => id)).toEqual(["number", "agent"]);
});
