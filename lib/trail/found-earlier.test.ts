import { expect, test } from "vitest";
import type { Finding } from "@/lib/trail/event";
import { foundEarlier, notFoundAt } from "./found-earlier";

const finding = (code: string): Finding => ({
  ...{ code, severity: "bad", title: "x", cause: "x", nextStep: "x", needs: "nothing", evidence: [] },
});
const seen = { at: "2026-11-28T20:50:00.000Z", missingLogs: [], isSettled: true };

test("what was found once and isn't any more is still told, and what is found again is told once", () => {
  const facts = { seen: { ...seen, codes: ["flow-changed", "log-group-missing"] } };
  expect(foundEarlier({ facts, findings: [finding("flow-changed")] })).toEqual(["log-group-missing"]);
  expect(foundEarlier({ facts, findings: [] })).toEqual(["flow-changed", "log-group-missing"]);
});

test("a first look has nothing to compare with", () => {
  expect(foundEarlier({ findings: [finding("flow-changed")] })).toEqual([]);
  expect(foundEarlier({ facts: { seen }, findings: [] })).toEqual([]);
});

test("what is found only after everything had been read says when it wasn't found", () => {
  const whole = { ...seen, isWhole: true };
  expect(notFoundAt({ facts: { seen: { ...whole, codes: [] } } }, "metadata-never-posted")).toBe(seen.at);
  expect(
    notFoundAt({ facts: { seen: { ...whole, codes: ["flow-changed"] } } }, "flow-changed"),
  ).toBeUndefined();
  // Part of it could not be read then, or lines still arrived.
  expect(notFoundAt({ facts: { seen: { ...seen, codes: [] } } }, "flow-changed")).toBeUndefined();
  expect(
    notFoundAt({ facts: { seen: { ...whole, isSettled: false, codes: [] } } }, "flow-changed"),
  ).toBeUndefined();
  expect(notFoundAt({}, "flow-changed")).toBeUndefined();
});

test("what couldn't be read now says nothing about the call, so it isn't held against what was found then", () => {
  const facts = { seen: { ...seen, isWhole: true, codes: [] } };
  expect(notFoundAt({ facts }, "source-not-readable")).toBeUndefined();
});
