import { describe, expect, it } from "vitest";
import type { LiveToken, PreviousUse } from "@/lib/integrations/live-token";
import { type UnusedForHours, whyNotYet } from "@/lib/integrations/rotate-token";

const now = Date.parse("2026-11-28T20:00:00Z");
const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000);
const problem = { code: "x", sentence: "AWS refused.", wayOut: "" };

function live(previousUse: PreviousUse, since = hoursAgo(48)): LiveToken {
  return { kind: "live", since, previousUse };
}

function refusal(token: LiveToken, unusedForHours: UnusedForHours, acceptsRisk = false): string | undefined {
  const place = { vendor: "Acme", enteredIn: "the bot", noun: "token", ifDropped: "calls fail" };
  return whyNotYet(token, { unusedForHours, acceptsRisk }, place, now)?.code;
}

describe("the previous token", () => {
  it("may go when posts came with the new one alone for the chosen time", () => {
    expect(refusal(live({ kind: "not-seen", since: hoursAgo(48) }), 24)).toBeUndefined();
  });

  it("stays while a post came with it within the chosen time, whatever risk somebody takes", () => {
    const used = live({ kind: "seen", at: hoursAgo(2) });
    expect(refusal(used, 24, true)).toBe("previous-token-used");
    expect(refusal(used, 1)).toBeUndefined();
  });

  it("stays while the new version has not been live for the chosen time", () => {
    const fresh = live({ kind: "not-seen", since: hoursAgo(3) }, hoursAgo(3));
    expect(refusal(fresh, 24, true)).toBe("previous-token-too-soon");
    expect(refusal(fresh, 1)).toBeUndefined();
  });

  it("stays where its use is not known, unless a person takes the risk", () => {
    for (const use of [
      { kind: "unknown", problem },
      { kind: "no-posts", since: hoursAgo(48) },
    ] as const) {
      expect(refusal(live(use), 24)).toBe("previous-token-use-unknown");
      expect(refusal(live(use), 24, true)).toBeUndefined();
    }
  });

  it("goes without waiting only when a person takes the risk: it may have leaked", () => {
    const used = live({ kind: "seen", at: hoursAgo(0) });
    expect(refusal(used, 0)).toBe("risk-not-accepted");
    expect(refusal(used, 0, true)).toBeUndefined();
  });

  it("stays in any case while the new one is not live, or nobody can say so", () => {
    expect(refusal({ kind: "not-live" }, 0, true)).toBe("new-token-not-live");
    expect(refusal({ kind: "not-deployed" }, 0, true)).toBe("new-token-not-live");
    expect(refusal({ kind: "unknown", problem }, 0, true)).toBe("live-token-unknown");
  });
});
