import { expect, test } from "vitest";
import { spansOf, spansOfHop } from "./spans-of-events";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 4, 9, 40, seconds)).toISOString();
const message = (seconds: number) => ({ at: at(seconds), from: "connect" as const, label: "BYE" });

const spans = spansOf([
  { id: "call", at: at(0) },
  { id: "greet", at: at(1), block: 1 },
  // Of another system: no block ends with it.
  { id: "record", at: at(1) },
  { id: "transfer", at: at(2), block: 2 },
  { id: "invite", at: at(2), ladder: [message(2), message(6)] },
  { id: "post", at: at(4) },
  { id: "lambda", at: at(4), tookMs: 500 },
  { id: "transfer:end", at: at(8), block: 2 },
  { id: "queue", at: at(9), block: 3 },
  { id: "ended", at: at(10) },
]);

test("a block lasts until its own end, else until the flow's next block, as a part of the whole trail", () => {
  expect(spans.get("greet")).toEqual({ from: 0.1, to: 0.2 });
  expect(spans.get("transfer")).toEqual({ from: 0.2, to: 0.8 });
  expect(spans.get("queue")).toEqual({ from: 0.9, to: 1 });
});

test("SIP messages last from the first to the last, a function as long as was measured, and a moment has no length", () => {
  expect(spans.get("lambda")).toEqual({ from: 0.4, to: 0.45 });
  expect(spans.get("invite")).toEqual({ from: 0.2, to: 0.6 });
  expect(spans.get("post")).toEqual({ from: 0.4, to: 0.4 });
  expect(spans.get("transfer:end")).toEqual({ from: 0.8, to: 0.8 });
});

test("a hop has the time of its events, without the pauses between them, and each once", () => {
  const events = ["transfer", "invite", "post", "lambda"].map((id) => ({
    id,
    hop: id === "post" || id === "lambda" ? "api" : "sip",
  }));
  expect(spansOfHop(events, "sip", spans)).toEqual([
    { from: 0.2, to: 0.8 },
    { from: 0.2, to: 0.6 },
  ]);
  expect(spansOfHop([...events, ...events], "api", spans)).toEqual([
    { from: 0.4, to: 0.4 },
    { from: 0.4, to: 0.45 },
  ]);
  expect(spansOfHop(events, "queue", spans)).toEqual([]);
});

test("a system's own clock, put right, decides where its events stand, and nothing lies outside of the trail", () => {
  const shifted = spansOf([
    { id: "call", at: at(0) },
    { id: "vendor", at: at(15), clockOffsetMs: -10_000 },
    { id: "sip", at: at(6), ladder: [message(6), message(59)] },
    { id: "ended", at: at(10) },
  ]);
  expect(shifted.get("vendor")).toEqual({ from: 0.5, to: 0.5 });
  expect(shifted.get("sip")).toEqual({ from: 0.6, to: 1 });
});

test("a trail without events, or with one, has no length to divide", () => {
  expect(spansOf([]).size).toBe(0);
  expect(spansOf([{ id: "only", at: at(3) }]).get("only")).toEqual({ from: 0, to: 0 });
});
