import { describe, expect, it } from "vitest";
import { fail, succeed } from "@/lib/kernel/result";
import type { GuideCheckCode, GuideCheckResult } from "../../guide-check";
import { judgeChanges, judgePublish } from "./judge-publish";

const part = (row: string, code: GuideCheckCode): GuideCheckResult => ({ row, code, detail: "x" });
const changes = part("KP-03", "published");
const codeOf = (...parts: GuideCheckResult[]) => judgePublish("KM-23", parts, changes).code;

describe("whether the bot was published", () => {
  it("is so when every part that can be seen is published", () => {
    expect(codeOf(part("KM-18", "not-seen"), part("KM-21", "published"))).toBe("published");
  });

  it.each(["absent", "changed", "older", "unknown"] as const)("isn't known while a part is %s", (code) => {
    const judged = judgePublish("KM-23", [part("KM-18", "published"), part("KM-22", code)], changes);
    expect(judged.code).toBe("unknown");
    expect(judged.facts).toEqual({ unseen: "KM-22" });
    // The codes of the guides' ledger are ours, and mean nothing to anyone else.
    expect(judged.detail).not.toContain("KM-22");
  });

  it("isn't so while a part is in development only", () => {
    expect(codeOf(part("KM-18", "published"), part("KM-21", "development-only"))).toBe("development-only");
  });

  it("is what the change log says where no part was seen, or could be read", () => {
    expect(codeOf(part("KM-18", "not-seen"))).toBe("published");
    expect(codeOf(part("KM-18", "unknown"), part("KM-21", "not-seen"))).toBe("published");
  });

  it.each(["absent", "changed", "older"] as const)(
    "isn't known where a part is %s, and none is published",
    (code) => {
      expect(codeOf(part("KM-18", "not-seen"), part("KM-21", code))).toBe("unknown");
      // What the log says of work that isn't published stands.
      const waiting = part("KP-03", "development-only");
      expect(judgePublish("KM-23", [part("KM-21", code)], waiting).code).toBe("development-only");
    },
  );
});

describe("what the change log says of publishing", () => {
  const publishedAt = new Date("2026-11-30T08:00:00Z");
  const log = { publishedAt, changedAt: publishedAt, changesSince: 0, isWhole: true };
  const judge = (more: Partial<typeof log> | { publishedAt: undefined; changesSince?: number }) =>
    judgeChanges("KM-23", succeed({ ...log, ...more }));

  it("is that the bot is published, with no change since", () => {
    expect(judge({})).toMatchObject({ code: "published", facts: { publishedAt: publishedAt.toISOString() } });
  });

  it("is that already one change waits", () => {
    expect(judge({ changesSince: 1 })).toMatchObject({
      code: "development-only",
      detail: expect.stringMatching(/^1 change since .* callers don't hear it yet/),
    });
    expect(judge({ changesSince: 2, publishedAt: undefined }).detail).toMatch(
      /^2 changes in the last 30 days, and no publishing: callers don't hear them yet/,
    );
  });

  it("is nothing where it isn't whole, or can't be read", () => {
    expect(judge({ isWhole: false }).code).toBe("unknown");
    expect(judge({ publishedAt: undefined }).code).toBe("not-seen");
    const problem = { code: "kore-down", sentence: "Down.", wayOut: "Wait." };
    expect(judgeChanges("KM-23", fail(problem))).toMatchObject({ code: "unknown" });
  });

  it("is told beside parts that are published, where others' work waits", () => {
    const waiting = { ...part("KP-03", "development-only"), detail: "2 changes wait." };
    expect(judgePublish("KM-23", [part("KM-18", "published")], waiting)).toMatchObject({
      ...{ code: "published", detail: "What this guide gives is published. 2 changes wait." },
    });
    const unread = { ...part("KP-03", "unknown"), detail: "Down." };
    expect(judgePublish("KM-23", [part("KM-18", "published")], unread).detail).not.toContain("Down.");
  });
});
