import { expect, test } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import { type DemoEvidence, type DemoResult, listComplaints, nothingReached } from "./demo-result";

const posted = '{"intent":"billing","score":0.5}';
const evidence: DemoEvidence = {
  isKept: true,
  tellsPosted: true,
  posted,
  customDataText: posted,
  mayBeEmpty: ["error-log"],
  proof: { "AC-1": "published" },
  remaining: [],
  removalStatus: "succeeded",
};
const good: DemoResult = {
  blueprint: "toy",
  deployment: { status: "succeeded", steps: 21, seconds: 9.1 },
  secondPlan: { changes: 0 },
  call: { contactId: asContactId("c-1"), outcome: "agent" },
  customData: JSON.parse(posted),
  trail: { sources: { "flow-log": "ok" }, events: 12, findings: [] },
  destroyed: { remaining: 0 },
};

test("a run in which everything is right has no complaint", () => {
  expect(listComplaints(good, evidence)).toEqual([]);
});

test("a source may be empty where a good call leaves nothing, and must have been read all the same", () => {
  const withLog = (state: string) => ({ ...good, trail: { ...good.trail, sources: { "error-log": state } } });
  expect(listComplaints(withLog("empty"), evidence)).toEqual([]);
  expect(listComplaints(withLog("failed"), evidence)).toHaveLength(1);
  expect(listComplaints(withLog("empty"), { ...evidence, mayBeEmpty: [] })).toHaveLength(1);
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
    { call: { contactId: asContactId("c-1"), outcome: "disconnected" } },
    {},
    '"disconnected"',
  ],
  [
    "numbers that were changed on the way",
    {},
    { customDataText: '{"intent":"billing","score":0.50}' },
    "exactly what the voice agent posted",
  ],
  ["a widget that didn't load", { widget: { loaded: false, customDataEqual: true } }, {}, "didn't load"],
  ["a widget without the data", { widget: { loaded: true, customDataEqual: false } }, {}, "didn't get"],
  ["a step that isn't as given", {}, { proof: { "AC-1": "published", "AC-2": "changed" } }, "AC-2: changed"],
  ["no step of which anything is seen", {}, { proof: {} }, "showed nothing"],
  ["a contact without data", {}, { tellsPosted: false, customDataText: undefined }, "no customData"],
  ["nothing posted", {}, { posted: undefined, customDataText: undefined }, "posted nothing"],
  ["a source that failed", { trail: { ...good.trail, sources: { attributes: "failed" } } }, {}, "attributes"],
  ["an empty trail", { trail: { ...good.trail, sources: {}, events: 0 } }, {}, "no events"],
  ["a finding on a good call", { trail: { ...good.trail, findings: ["no-metadata"] } }, {}, "no-metadata"],
  ["a removal that failed", {}, { removalStatus: "failed" }, 'removal ended as "failed"'],
  ["something left behind", { destroyed: { remaining: 1 } }, { remaining: ["role x"] }, "role x"],
])("complains about %s", (_what, change, proof, words) => {
  expect(listComplaints({ ...good, ...change }, { ...evidence, ...proof }).join(" ")).toContain(words);
});

test("a kind that keeps nothing of the voice agent's has no complaint about it", () => {
  const without = { isKept: false, tellsPosted: false, posted: undefined, customDataText: undefined };
  expect(listComplaints({ ...good, customData: null }, { ...evidence, ...without })).toEqual([]);
});

test("a run that reached nothing complains about each part", () => {
  const nothing = {
    mayBeEmpty: [],
    isKept: true,
    tellsPosted: true,
    posted: undefined,
    proof: undefined,
    customDataText: undefined,
    remaining: [],
    removalStatus: "not reached",
  };
  expect(listComplaints(nothingReached({ blueprint: "toy" }), nothing).length).toBeGreaterThan(7);
  expect(nothingReached({ blueprint: "toy" })).not.toHaveProperty("widget");
  const proven = nothingReached({ blueprint: "toy", proofName: "toyProof" }, ["AC-1", "AC-2"]);
  expect(proven.toyProof).toEqual({ "AC-1": "not reached", "AC-2": "not reached" });
  expect(listComplaints(good, { ...evidence, proof: { ...proven.toyProof, "AC-1": "published" } })).toEqual([
    "The vendor's API says of step AC-2: not reached.",
  ]);
  const withWidget = nothingReached({ blueprint: "toy", widget: {} });
  expect(withWidget.widget).toEqual({ loaded: false, customDataEqual: false });
  expect(listComplaints(withWidget, nothing).length).toBeGreaterThan(9);
});
