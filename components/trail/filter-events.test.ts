import fc from "fast-check";
import { expect, test } from "vitest";
import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";
import { sharedHops } from "@/lib/hops/shared-hops";
import {
  filterEvents,
  formatFilter,
  isNarrow,
  parseFilter,
  type TrailFilter,
  wholeTrail,
} from "./filter-events";

const hops = [...sharedHops, { id: "one" }];
const events: ScreenEvent[] = [
  make("1", { hop: "number", title: "Call from +1 206 ••• ••23" }),
  make("2", { hop: "sip", severity: "bad", title: "INVITE → 403 Forbidden", detail: "Refused by Acme" }),
  make("3", {
    hop: "retrieve",
    severity: "attention",
    source: "lambda-log:retrieve",
    title: "Looked 4 times",
  }),
];

test("an address keeps a filter, and what else it said", () => {
  const filters: fc.Arbitrary<TrailFilter> = fc.record(
    {
      hop: fc.constantFrom(...hops.map(({ id }) => id)),
      severity: fc.constantFrom("attention" as const, "bad" as const),
      source: fc.string({ minLength: 1, maxLength: 50 }),
      text: fc.string({ maxLength: 50 }).map((text) => text.trim()),
      order: fc.constantFrom("time" as const, "hop" as const),
    },
    { requiredKeys: ["text", "order"] },
  );
  fc.assert(
    fc.property(filters, (filter) => {
      const address = formatFilter(filter, new URLSearchParams("unmask=1&hop=queue&q=old"));
      expect(address.get("unmask")).toBe("1");
      expect(parseFilter(address, hops)).toEqual(filter);
    }),
  );
});

test("an address that says nonsense filters nothing", () => {
  const filter = parseFilter(new URLSearchParams("hop=nowhere&severity=terrible&order=sideways"), hops);
  expect(filter).toEqual(wholeTrail);
  expect(isNarrow(filter)).toBe(false);
});

test("what needs a look has what failed in it, too", () => {
  expect(idsOf({ severity: "attention" })).toEqual(["2", "3"]);
  expect(idsOf({ severity: "bad" })).toEqual(["2"]);
});

test("words are found in any order and case, in the title and below it", () => {
  expect(idsOf({ text: "ACME forbidden" })).toEqual(["2"]);
  expect(idsOf({ text: "acme 404" })).toEqual([]);
});

test("a hop and a source are exact", () => {
  expect(idsOf({ hop: "sip" })).toEqual(["2"]);
  expect(idsOf({ source: "lambda-log:retrieve" })).toEqual(["3"]);
});

function idsOf(filter: Partial<TrailFilter>): string[] {
  return filterEvents(events, { ...wholeTrail, ...filter }).map(({ id }) => id);
}

function make(id: string, more: Partial<ScreenEvent>): ScreenEvent {
  const plain = { at: "2026-11-04T09:40:02.118Z", source: "flow-log", title: "" };
  return { id, ...plain, hop: "flow", severity: "info", ...more };
}
