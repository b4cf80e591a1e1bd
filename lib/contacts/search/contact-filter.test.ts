import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type ContactFilter,
  channels,
  formatFilter,
  isNarrowed,
  methods,
  noFilter,
  parseFilter,
  ranges,
  timeOf,
} from "./contact-filter";

const id = fc.uuid();
const day = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const some = <Value>(value: fc.Arbitrary<Value>) => fc.uniqueArray(value, { maxLength: 4 });
const wellFormed = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });

const filter: fc.Arbitrary<ContactFilter> = fc
  .record({
    account: fc.option(id, { nil: undefined }),
    range: fc.constantFrom(...ranges.map((range) => range.id)),
    between: fc.option(fc.tuple(day, day), { nil: undefined }),
    channels: some(fc.constantFrom(...channels)),
    queues: some(id),
    agents: some(id),
    methods: some(fc.constantFrom(...methods)),
    integration: fc.option(id, { nil: undefined }),
    attributes: fc
      .uniqueArray(wellFormed, { maxLength: 3 })
      .chain((keys) => fc.tuple(...keys.map((key) => wellFormed.map((value) => ({ key, value }))))),
    onlyFindings: fc.boolean(),
  })
  .map(({ account, integration, between, ...rest }) => {
    const [from = "", to = ""] = [...(between ?? [])].sort();
    return {
      ...rest,
      ...(account ? { account } : {}),
      ...(integration ? { integration } : {}),
      ...(between ? { days: { from, to }, range: "day" as const } : {}),
    };
  });

test("an address holds the whole search: written and read again, it is the same", () => {
  fc.assert(
    fc.property(filter, (one) => {
      const address = new URLSearchParams(formatFilter(one));
      expect(parseFilter(Object.fromEntries(address))).toEqual(one);
    }),
  );
});

test("an address that somebody bent still gives a list, and never one that AWS would refuse", () => {
  const text = fc.option(fc.oneof(fc.string(), fc.constantFrom("VOICE,,x", "a=b&a=c", "2026-02-31")), {
    nil: undefined,
  });
  const names = ["range", "from", "to", "channel", "queue", "agent", "method", "attribute", "integration"];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), text), (search) => {
      const read = parseFilter(search);
      expect(read.attributes.length).toBeLessThanOrEqual(15 * 20);
      const { from, to } = timeOf(read, new Date("2026-06-01"));
      expect(Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())).toBe(false);
    }),
  );
  expect(parseFilter({ from: "2026-05-02", to: "2026-05-01" }).days).toBeUndefined();
  expect(parseFilter({ from: "2026-02-31", to: "2026-03-01" }).days).toBeUndefined();
});

test("nothing narrowed is an empty address, and the time alone narrows nothing", () => {
  expect(formatFilter(noFilter)).toBe("");
  expect(isNarrowed(parseFilter({ range: "month" }))).toBe(false);
  expect(isNarrowed(parseFilter({ channel: "CHAT" }))).toBe(true);
});

test("days are whole and in UTC, and end now at the latest", () => {
  const days = parseFilter({ from: "2026-05-30", to: "2026-06-01" });
  expect(timeOf(days, new Date("2026-06-01T10:00:00Z"))).toEqual({
    from: new Date("2026-05-30T00:00:00Z"),
    to: new Date("2026-06-01T10:00:00Z"),
  });
  expect(timeOf(days, new Date("2026-07-01")).to).toEqual(new Date("2026-06-02T00:00:00Z"));
});
