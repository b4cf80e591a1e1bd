import { expect, test } from "vitest";
import { type DemoEvidence, type DemoResult, listComplaints, nothingReached } from "./demo-result";

const posted = '{"intent":"billing","score":0.5}';
const evidence: DemoEvidence = { posted, customDataText: posted, remaining: [], removalStatus: "succeeded" };
const good: DemoResult = {
  deployment: { status: "succeeded", steps: 21, seconds: 9.1 },
  secondPlan: { changes: 0 },
  call: { contactId: "c-1", outcome: "agent" },
  customData: JSON.parse(posted),
  trail: { sources: { "flow-log": "ok" }, events: 12, findings: [] },
  destroyed: { remaining: 0 },
};

test("a run in which everything is right has no complaint", () => {
  expect(listComplaints(good, evidence)).toEqual([]);
});

test.each<[string, Partial<DemoResult>, Partial<DemoEvidence>, string]>([
  [
    "a failed deployment",
    { deployment: { status: "failed", steps: 21, seconds: 1 } },
    {},
    'ended as "failed"',
  ],
  ["a plan without steps", { deployment: { status: "succeeded", steps: 0, seconds: 1 } }, {}, "no steps"],
  ["a second plan with changes", { secondPlan: { changes: 2 } }, {}, "still has 2 changes"],
  [
    "a caller who reached nobody",
    { call: { contactId: "c-1", outcome: "disconnected" } },
    {},
    '"disconnected"',
  ],
  [
    "numbers that were changed on the way",
    {},
    { customDataText: '{"intent":"billing","score":0.50}' },
    "exactly what the voice agent posted",
  ],
  ["nothing posted", {}, { posted: undefined, customDataText: undefined }, "posted nothing"],
  ["a source that failed", { trail: { ...good.trail, sources: { attributes: "failed" } } }, {}, "attributes"],
  ["an empty trail", { trail: { ...good.trail, sources: {}, events: 0 } }, {}, "no events"],
  ["a finding on a good call", { trail: { ...good.trail, findings: ["no-metadata"] } }, {}, "no-metadata"],
  ["a removal that failed", {}, { removalStatus: "failed" }, 'removal ended as "failed"'],
  ["something left behind", { destroyed: { remaining: 1 } }, { remaining: ["role x"] }, "role x"],
])("complains about %s", (_what, change, proof, words) => {
  expect(listComplaints({ ...good, ...change }, { ...evidence, ...proof }).join(" ")).toContain(words);
});

test("a run that reached nothing complains about each part", () => {
  const nothing = {
    posted: undefined,
    customDataText: undefined,
    remaining: [],
    removalStatus: "not reached",
  };
  expect(listComplaints(nothingReached(), nothing).length).toBeGreaterThan(7);
});
