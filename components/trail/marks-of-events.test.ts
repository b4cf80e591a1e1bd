import { expect, test } from "vitest";
import { sharedHops } from "@/lib/hops/shared-hops";
import { marksOf } from "./marks-of-events";

const events = [
  { hop: "number", severity: "info" },
  { hop: "sip", severity: "bad" },
  { hop: "number", severity: "good" },
] as const;

test("a hop that a good call would have had, and that left no trace, stands at its place with nothing in it", () => {
  expect(marksOf(events, sharedHops, ["number", "flow", "sip", "queue"])).toEqual([
    { hop: "number", count: 2, state: "good" },
    { hop: "flow", count: 0, state: "unknown" },
    { hop: "sip", count: 1, state: "bad" },
    { hop: "queue", count: 0, state: "unknown" },
  ]);
});

test("without knowing what a good call has, only hops with a trace are told", () => {
  expect(marksOf(events, sharedHops).map(({ hop }) => hop)).toEqual(["number", "sip"]);
});
