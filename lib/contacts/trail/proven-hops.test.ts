import { expect, test } from "vitest";
import type { Hop } from "@/lib/hops/hop";
import type { Severity, TrailEvent } from "@/lib/trail/event";
import { provenHops } from "./proven-hops";

let count = 0;
const event = (hop: Hop, severity: Severity, title: string, more: Partial<TrailEvent> = {}): TrailEvent => ({
  id: `e${count++}`,
  at: "2026-11-21T10:00:00.000Z",
  source: "flow-log",
  hop,
  severity,
  code: "test.step",
  title,
  contactId: "c",
  raw: {},
  ...more,
});
const sentences = (...events: TrailEvent[]) =>
  provenHops({ contactId: "c", sources: [], events, uncertain: [], findings: [] }).map(
    ({ sentence }) => sentence,
  );

test("a proof says what was seen, and nothing of whose call it was seen in", () => {
  expect(sentences(event("number", "info", "Call from +12065550177 to +12065550100"))).toEqual([
    "Call from +1 206 ••• ••77 to +1 206 ••• ••00",
  ]);
  expect(sentences(event("flow", "info", "Said “Hello Jane, your card is lost.”"))).toEqual(["Said “…”"]);
  expect(sentences(event("flow", "info", "Checked a value: “lost card” fits “lost"))).toEqual([
    "Checked a value: “…” fits “…”",
  ]);
  expect(
    sentences(event("asapp", "good", "GenerativeAgent gave the call back", { detail: "Task Lost card" })),
  ).toEqual(["GenerativeAgent gave the call back"]);
});

test("what explains a fault is kept, its numbers masked", () => {
  const refused = event("sip", "bad", "INVITE → 403", { detail: "Refused for +12065550177." });
  expect(sentences(refused)).toEqual(["INVITE → 403 (Refused for +1 206 ••• ••77.)"]);
});

test("words that were said prove nothing by themselves", () => {
  const said = event("kore", "good", "Caller: my card is lost", { kind: "transcript" });
  expect(sentences(said)).toEqual([]);
  expect(sentences(said, event("kore", "good", "The conversation began"))).toEqual([
    "The conversation began",
  ]);
});

test("an outcome that is not known proves nothing, whatever passed before it, and takes nothing from what is proven", () => {
  const begun = event("sip", "info", "Transferring");
  const strange = event("sip", "unknown", "The transfer ended: “Deferred”");
  expect(sentences(begun, strange)).toEqual([]);
  expect(sentences(begun, strange, event("sip", "good", "INVITE → 200 OK"))).toEqual(["INVITE → 200 OK"]);
  expect(sentences(strange, event("sip", "bad", "INVITE → 403"))).toEqual(["INVITE → 403"]);
});
