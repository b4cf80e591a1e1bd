import { describe, expect, it } from "vitest";
import type { GuideCheckCode, GuideCheckResult } from "../../guide-check";
import { judgePublish } from "./judge-publish";

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
