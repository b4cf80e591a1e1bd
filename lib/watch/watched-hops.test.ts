import { expect, test } from "vitest";
import type { CallResult } from "@/lib/contacts/trail/judge-call";
import type { StepAsk } from "@/lib/contacts/trail/load-asks";
import { asContactId } from "@/lib/kernel/ids";
import type { Trail, TrailEvent } from "@/lib/trail/event";
import { watchedCall } from "./watched-hops";

const contactId = asContactId("c1f0b7de-52a4-4c0e-9a38-6f1f3c0e77b1");

test("each hop tells what was seen of it last, and what went wrong stays told", () => {
  const events = [
    event("1", { hop: "number", title: "Call from +12065550123 to +12065550100" }),
    event("2", { hop: "flow", title: "Flow log turned on" }),
    event("3", { hop: "sip", severity: "bad", title: "INVITE → 403 Forbidden" }),
    event("4", { hop: "flow", title: "Said sorry" }),
    event("5", { hop: "sip", title: "BYE" }),
  ];
  const call = watchedCall(trailOf(events), "live", "going-on");
  expect(call.hops).toEqual([
    {
      hop: "number",
      state: "good",
      sentence: "Call from +1 206 ••• ••23 to +1 206 ••• ••00",
      at: timeOf("1"),
    },
    { hop: "flow", state: "good", sentence: "Said sorry", at: timeOf("2") },
    { hop: "sip", state: "bad", sentence: "INVITE → 403 Forbidden", at: timeOf("3") },
  ]);
});

test("a hop whose outcome is not known is neither well nor wrong until something proves it", () => {
  const begun = event("1", { hop: "sip", title: "Transferring" });
  const strange = event("2", { hop: "sip", severity: "unknown", title: "The transfer ended: “Deferred”" });
  const later = event("3", { hop: "sip", title: "BYE" });
  const answered = event("4", { hop: "sip", severity: "good", title: "INVITE → 200 OK" });
  const stateOf = (...events: TrailEvent[]) =>
    watchedCall(trailOf(events), "live", "going-on").hops[0]?.state;
  expect(stateOf(begun, strange)).toBe("unknown");
  expect(stateOf(begun, strange, later)).toBe("unknown");
  expect(stateOf(begun, strange, later, answered)).toBe("good");
});

test("a finding of what never came stands where the call failed, and not at a hop that went well", () => {
  const trail = trailOf([
    event("1", { hop: "sip", severity: "good", title: "Transferred" }),
    event("2", { hop: "queue", severity: "good", title: "Transferred to the queue" }),
    event("3", { hop: "flow", severity: "attention", title: "The error branch was taken" }),
  ]);
  const finding = { severity: "attention", title: "t", cause: "c", nextStep: "n", needs: "nothing" } as const;
  trail.findings = [
    { ...finding, code: "never-posted", evidence: ["1", "2"] },
    { ...finding, code: "error-branch", evidence: ["2", "3"] },
  ];
  const hopsOf = (result?: CallResult) =>
    watchedCall(trail, "settled", "found", { result }).findings.map(({ hop }) => hop);
  expect(hopsOf({ kind: "not-verified", why: "failed", hop: "api" })).toEqual(["api", "flow"]);
  expect(hopsOf()).toEqual(["sip", "flow"]);
});

test("a finding stands at the hop of its evidence, masked", () => {
  const trail = trailOf([event("3", { hop: "sip", severity: "bad", title: "INVITE → 403" })]);
  trail.findings = [
    {
      code: "transfer-failed",
      severity: "bad",
      title: "Acme refused the call from +12065550123",
      cause: "c",
      nextStep: "n",
      needs: "nothing",
      evidence: ["gone", "3"],
    },
  ];
  expect(watchedCall(trail, "settled", "found").findings).toMatchObject([
    { hop: "sip", title: "Acme refused the call from +1 206 ••• ••23" },
  ]);
  const ask: StepAsk = { who: "administrator", administrators: [], message: { subject: "s", text: "t" } };
  expect(watchedCall(trail, "settled", "found", { asks: [ask] }).findings).toMatchObject([{ ask }]);
});

function trailOf(events: TrailEvent[]): Trail {
  return {
    contactId,
    sources: [{ source: "flow-log", title: "Flow log", state: "ok", events, tookMs: 1 }],
    events,
    uncertain: [],
    findings: [],
  };
}

function timeOf(second: string): string {
  return `2026-11-04T09:40:0${second}.000Z`;
}

function event(second: string, more: Partial<TrailEvent>): TrailEvent {
  const plain = { id: second, at: timeOf(second), source: "flow-log", title: "", contactId, raw: {} };
  return { ...plain, hop: "flow", severity: "info", code: "flow-log.block", ...more };
}
