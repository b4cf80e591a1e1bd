import { expect, test } from "vitest";
import { event, finding, sentencesBy, statesBy, trailOf } from "@/lib/contacts/trail/testing/cable-trail";
import { functionAsked } from "@/lib/trail/systems/flow-log/flow-events";
import { functionRan } from "@/lib/trail/systems/lambda-log/lambda-events";
import { asappProofs } from "./cable-proofs";

test("a proof that went well says nothing of the task", () => {
  const back = event("asapp", "good", "GenerativeAgent returned the call", { detail: "Task Lost card" });
  expect(sentencesBy(asappProofs, [back])).toEqual(["GenerativeAgent returned the call"]);
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
