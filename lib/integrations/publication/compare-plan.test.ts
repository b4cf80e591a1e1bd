import { describe, expect, it } from "vitest";
import { fail, succeed } from "@/lib/kernel/result";
import type { GuideCheckResult } from "@/lib/vendors/guide-check";
import type { PublicationSight } from "@/lib/vendors/guide-publication";
import { comparePlan, isSamePublication, noticesChanges, noticesEveryChange, planOf } from "./compare-plan";

const changes = {
  ...{ since: "2026-11-30T08:00:00.000Z", newestAt: "2026-11-30T09:00:00.000Z", total: 2 },
  ...{ isWhole: true, showsNewest: true },
  ...{ kinds: [{ kind: "dialog", count: 2 }], authors: [{ email: "grace@example.com", count: 2 }] },
};
const sight: PublicationSight = {
  target: { id: "one", name: "Night shift" },
  changes: succeed(changes),
  last: { state: "published", id: "p1", requestedAt: "2026-11-30T08:00:00.000Z", parts: [] },
};
const problem = { code: "no-scope", sentence: "Not allowed.", wayOut: "Allow it." };
const unreadLog: PublicationSight = { ...sight, changes: fail(problem) };
const script: GuideCheckResult = {
  ...{ row: "AC-1", code: "development-only", detail: "Waits." },
  facts: { sha256: "a" },
};
const compare = (
  now: { sight?: PublicationSight; results?: GuideCheckResult[] },
  then: { sight?: PublicationSight; results?: GuideCheckResult[] } = {},
) =>
  comparePlan(
    planOf(then.sight ?? sight, then.results ?? [script]),
    now.sight ?? sight,
    now.results ?? [script],
  );

describe("what is published, beside what was planned", () => {
  it("is the same while nothing differs, whatever is said of it", () => {
    expect(compare({ results: [{ ...script, detail: "Still waits." }] })).toEqual({ kind: "same" });
    const facts = (...of: [string, string][]) => ({
      results: [{ ...script, facts: Object.fromEntries(of) }],
    });
    expect(compare(facts(["a", "1"], ["b", "2"]), facts(["b", "2"], ["a", "1"]))).toEqual({ kind: "same" });
  });

  it.each<[string, Parameters<typeof compare>[0]]>([
    ["one more change", { sight: { ...sight, changes: succeed({ ...changes, total: 3 }) } }],
    [
      "a newer entry",
      { sight: { ...sight, changes: succeed({ ...changes, newestAt: "2026-11-30T10:00:00.000Z" }) } },
    ],
    ["a publication in the log", { sight: { ...sight, changes: succeed({ ...changes, since: undefined }) } }],
    ["a publication by API", { sight: { ...sight, last: { ...sight.last, id: "p2" } } }],
    ["another name", { sight: { ...sight, target: { id: "one", name: "Day shift" } } }],
    ["another bot", { sight: { ...sight, target: { id: "two", name: "Night shift" } } }],
    ["a row with another state", { results: [{ ...script, code: "changed" }] }],
    ["a row with another content", { results: [{ ...script, facts: { sha256: "b" } }] }],
    ["a row with another difference", { results: [{ ...script, difference: ["Line 1"] }] }],
  ])("has changed with %s", (_what, now) => {
    expect(compare(now)).toEqual({ kind: "changed" });
  });

  it("can't be told where what was known can't be read again", () => {
    expect(compare({ sight: unreadLog })).toEqual({ kind: "unread", problem });
    expect(compare({ results: [{ ...script, code: "unknown", detail: "Too slow." }] })).toMatchObject({
      kind: "unread",
      problem: { sentence: "Too slow." },
    });
    expect(compare({ results: [] })).toMatchObject({ kind: "unread" });
  });

  it("has changed rather than not been read where both are so", () => {
    const now = { sight: unreadLog, results: [{ ...script, code: "absent" as const }] };
    expect(compare(now)).toEqual({ kind: "changed" });
  });

  it("doesn't differ in what the plan didn't know", () => {
    const unknown: GuideCheckResult = { ...script, code: "unknown" };
    expect(compare({}, { sight: unreadLog, results: [unknown] })).toEqual({ kind: "same" });
  });
});

describe("a log that is too long to be read whole", () => {
  const long = { ...sight, changes: succeed({ ...changes, isWhole: false, showsNewest: false }) };
  const unknown: GuideCheckResult = { ...script, code: "unknown" };

  it("doesn't vouch for what nobody would notice", () => {
    expect(noticesEveryChange(planOf(sight, []))).toBe(true);
    expect(noticesEveryChange(planOf(long, [script]))).toBe(false);
    expect(noticesChanges(planOf(long, [script]))).toBe(true);
    expect(noticesChanges(planOf(long, [unknown]))).toBe(false);
  });

  it("can't be compared with one that was", () => {
    expect(compare({ sight: long })).toMatchObject({
      ...{ kind: "unread", problem: { code: "publication-log-too-long" } },
    });
    expect(compare({ sight: long }, { sight: long })).toEqual({ kind: "same" });
  });
});

it("a plan notices changes by the log or by a row, and by nothing else", () => {
  const unknown: GuideCheckResult = { ...script, code: "unknown" };
  expect(noticesChanges(planOf(sight, [unknown]))).toBe(true);
  expect(noticesChanges(planOf(unreadLog, [script]))).toBe(true);
  expect(noticesChanges(planOf(unreadLog, [unknown]))).toBe(false);
});

it("two publications are told apart by their IDs, or by when they were asked for", () => {
  const at = { requestedAt: "2026-11-30T08:00:00.000Z" };
  expect(isSamePublication({ id: "a", ...at }, { id: "a", ...at })).toBe(true);
  expect(isSamePublication({ id: "a", ...at }, { id: "b", ...at })).toBe(false);
  expect(isSamePublication(at, { requestedAt: "2026-11-30T09:00:00.000Z" })).toBe(false);
  expect(isSamePublication({}, { id: "a", ...at })).toBe(false);
});
