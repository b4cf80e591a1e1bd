import { describe, expect, it } from "vitest";
import type { CableProofs } from "@/lib/trail/cable-proofs";
import type { TrailEvent } from "@/lib/trail/event";
import type { VerdictKind } from "@/lib/trail/judge-trail";
import { judgeCall } from "./judge-call";
import { provenCables } from "./proven-cables";
import { event, finding, trailOf } from "./testing/cable-trail";

const cables = [
  { id: "number", hop: "number" },
  { id: "sip", hop: "sip" },
  { id: "queue", hop: "queue" },
] as const;
const proofs: CableProofs = {
  order: cables.map(({ id }) => id),
  tellsOf: ({ hop }) => (hop === "flow" || hop === "agent" ? {} : { own: hop as "sip" }),
  causes: {},
};
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 10, 0, 0) + seconds * 1_000).toISOString();
const step = (hop: string, seconds: number, more: Partial<TrailEvent> = {}) =>
  event(hop as TrailEvent["hop"], "good", `${hop} worked`, { at: at(seconds), ...more });

const whole = [step("number", 0), step("flow", 0.2), step("sip", 0.5), step("queue", 1), step("agent", 1.7)];

function judge(events: TrailEvent[], { kind = "arriving" as VerdictKind, found = [] as TrailEvent[] } = {}) {
  const trail = trailOf(events, found.length > 0 ? [finding("transfer-failed", ...found)] : []);
  const isSettled = kind !== "arriving" && kind !== "going-on";
  const unread = kind === "partly-read" ? [{ ...unreadable, isNeeded: true }] : [];
  return judgeCall(trail, {
    cables,
    proven: provenCables(trail, proofs),
    verdict: { kind, isSettled, unread },
  });
}
const unreadable = { code: "aws-throttled", sentence: "", wayOut: "", titles: ["Flow log"] };

describe("a call through an integration", () => {
  it("is verified once every cable has carried it, with its hops and how long it took to the last", () => {
    expect(judge(whole)).toEqual({ kind: "verified", hops: 5, tookMs: 1_700 });
  });

  it("is not judged while it goes on, or while late lines may still show the rest", () => {
    expect(judge(whole, { kind: "going-on" })).toBeUndefined();
    expect(judge(whole.slice(0, 3))).toBeUndefined();
  });

  it("says which hop left no trace when nothing more will come", () => {
    expect(judge(whole.slice(0, 3), { kind: "healthy" })).toEqual({
      ...{ kind: "not-verified", why: "no-trace", hop: "queue" },
    });
  });

  it("says at which hop it failed at once, while late lines still arrive", () => {
    const refused = event("sip", "bad", "INVITE → 403");
    expect(judge([...whole.slice(0, 2), refused], { kind: "found", found: [refused] })).toEqual({
      ...{ kind: "not-verified", why: "failed", hop: "sip" },
    });
  });

  it("is not verified when a source that is needed couldn't be read", () => {
    expect(judge(whole, { kind: "partly-read" })).toEqual({ kind: "not-verified", why: "unread" });
  });

  it("counts no hop of another vendor, and none that may be another call's", () => {
    const strange = [step("acme", -70), step("api", -60), step("sip", -50, { tie: "none" })];
    expect(judge([...strange, ...whole])).toEqual({ kind: "verified", hops: 5, tookMs: 1_700 });
  });
});
