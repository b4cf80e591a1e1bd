import { expect, test } from "vitest";
import type { CableProofs } from "@/lib/trail/cable-proofs";
import type { TrailEvent } from "@/lib/trail/event";
import { event, finding, sentencesBy, statesBy, trailOf } from "./testing/cable-trail";

const proofs: CableProofs = {
  order: ["number", "sip", "sip:gateway", "voice", "queue", "agent"],
  tellsOf: ({ hop, source }) =>
    source === "sip-messages"
      ? { own: "sip:gateway", passed: ["sip"] }
      : { own: hop, passed: hop === "voice" ? ["sip", "sip:gateway"] : [] },
  causes: {},
};
/** Several cables may rest on one event. */
const sentences = (...events: TrailEvent[]) => [...new Set(sentencesBy(proofs, events))];

test("a proof says what was seen, and nothing of whose call it was seen in", () => {
  expect(sentences(event("number", "info", "Call from +12065550177 to +12065550100"))).toEqual([
    "Call from +1 206 ••• ••77 to +1 206 ••• ••00",
  ]);
  expect(sentences(event("queue", "info", "Said “Hello Jane, your card is lost.”"))).toEqual(["Said “…”"]);
  expect(sentences(event("queue", "info", "Checked a value: “lost card” fits “lost"))).toEqual([
    "Checked a value: “…” fits “…”",
  ]);
});

test("what explains a fault is kept, its numbers masked", () => {
  const refused = event("sip", "bad", "INVITE → 403", { detail: "Refused for +12065550177." });
  expect(sentences(refused)).toEqual(["INVITE → 403 (Refused for +1 206 ••• ••77.)"]);
});

test("what the caller keyed in isn't kept, also where it explains a fault", () => {
  const failed = event("queue", "attention", "Ask the caller: failed", { detail: "48291", kind: "keyed-in" });
  expect(sentences(failed)).toEqual(["Ask the caller: failed"]);
});

test("words that were said prove nothing by themselves", () => {
  const said = event("voice", "good", "Caller: my card is lost", { kind: "transcript" });
  expect(sentences(said)).toEqual([]);
  expect(sentences(said, event("voice", "good", "The conversation began"))).toEqual([
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

test("of two that tell of one failure, the one that is nearer to it says where it happened", () => {
  const inFlow = event("sip", "bad", "The transfer failed");
  const inSip = event("sip", "bad", "INVITE → 486", { source: "sip-messages" });
  const trail = trailOf([inSip, inFlow], [finding("transfer-failed", inFlow, inSip)]);
  expect(statesBy(proofs, trail).slice(0, 2)).toEqual(["sip good", "sip:gateway bad"]);
  const withoutSip = trailOf([inFlow], [finding("transfer-failed", inFlow)]);
  expect(statesBy(proofs, withoutSip).slice(0, 2)).toEqual(["sip bad", "sip:gateway not-reached"]);
});

test("what a finding tells of the account, and not of the call, colors no cable", () => {
  const answered = event("number", "good", "Amazon Connect answered");
  for (const code of [
    "bypass-on",
    "flow-changed",
    "flow-logging-off",
    "log-group-missing",
    "source-not-readable",
  ])
    expect(statesBy(proofs, trailOf([answered], [finding(code, answered)]))).toEqual(["number good"]);
});
