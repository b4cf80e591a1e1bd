import { expect, test } from "vitest";
import type { Hop } from "@/lib/hops/hop";
import type { CableProofs } from "@/lib/trail/cable-proofs";
import type { Finding, Severity, Trail, TrailEvent } from "@/lib/trail/event";
import { functionAsked } from "@/lib/trail/systems/flow-log/flow-events";
import { functionRan } from "@/lib/trail/systems/lambda-log/lambda-events";
import { asappProofs } from "@/lib/vendors/asapp/blueprint/cable-proofs";
import { koreVoiceProofs } from "@/lib/vendors/kore/kore-voice/cable-proofs";
import { provenCables } from "./proven-cables";

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
const trailOf = (events: TrailEvent[], findings: Finding[] = []): Trail => ({
  ...{ contactId: "c", sources: [], uncertain: [] },
  ...{ events, findings },
});
const sentencesBy = (proofs: CableProofs, events: TrailEvent[]) =>
  provenCables(trailOf(events), proofs)
    .filter(({ state }) => state !== "not-reached")
    .map(({ sentence }) => sentence);
/** Several cables may rest on one event. */
const sentences = (...events: TrailEvent[]) => [...new Set(sentencesBy(koreVoiceProofs, events))];

test("a proof says what was seen, and nothing of whose call it was seen in", () => {
  expect(sentences(event("number", "info", "Call from +12065550177 to +12065550100"))).toEqual([
    "Call from +1 206 ••• ••77 to +1 206 ••• ••00",
  ]);
  expect(sentences(event("queue", "info", "Said “Hello Jane, your card is lost.”"))).toEqual(["Said “…”"]);
  expect(sentences(event("queue", "info", "Checked a value: “lost card” fits “lost"))).toEqual([
    "Checked a value: “…” fits “…”",
  ]);
  const back = event("asapp", "good", "GenerativeAgent gave the call back", { detail: "Task Lost card" });
  expect(sentencesBy(asappProofs, [back])).toEqual(["GenerativeAgent gave the call back"]);
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

const statesBy = (proofs: CableProofs, trail: Trail) =>
  provenCables(trail, proofs).map(({ cable, state }) => `${cable} ${state}`);
const finding = (code: string, ...evidence: TrailEvent[]): Finding => ({
  ...{ code, severity: "bad", title: "Something failed", cause: "", nextStep: "" },
  evidence: evidence.map(({ id }) => id),
});

test("one failure is one cable: what worked before it stays proven, and what comes after it was not reached", () => {
  const refused = event("asapp", "bad", "Call transfer failed: 503", {
    ...functionRan.of({ functionName: "call-transfer", isEnded: true, statusCode: 503 }),
    source: "lambda-log:call-transfer",
  });
  const answered = event("asapp", "good", "call-transfer answered", {
    ...functionAsked.of({ type: "InvokeExternalResource", outcome: "good", functionName: "call-transfer" }),
  });
  const before = event("number", "good", "Amazon Connect answered");
  const after = event("queue", "good", "Transferred to the queue");
  const states = [
    "number good",
    "asapp:ask good",
    "asapp:number bad",
    "flow not-reached",
    "asapp not-reached",
    "asapp:context not-reached",
    "asapp:back not-reached",
    "queue good",
  ];
  const events = [before, refused, answered, after];
  expect(statesBy(asappProofs, trailOf(events, [finding("asapp-failed", refused)]))).toEqual(states);
  // The same before anything is found: findings wait for late lines.
  expect(statesBy(asappProofs, trailOf(events))).toEqual(states);
});

test("of two that tell of one failure, the one that is nearer to it says where it happened", () => {
  const inFlow = event("sip", "bad", "The transfer failed");
  const inSip = event("sip", "bad", "INVITE → 486", { source: "sip-messages" });
  const trail = trailOf([inSip, inFlow], [finding("transfer-failed", inFlow, inSip)]);
  expect(statesBy(koreVoiceProofs, trail).slice(0, 2)).toEqual(["sip good", "sip:gateway bad"]);
  const withoutSip = trailOf([inFlow], [finding("transfer-failed", inFlow)]);
  expect(statesBy(koreVoiceProofs, withoutSip).slice(0, 2)).toEqual(["sip bad", "sip:gateway not-reached"]);
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
    expect(statesBy(koreVoiceProofs, trailOf([answered], [finding(code, answered)]))).toEqual([
      "number good",
    ]);
});
