import type { Hop } from "@/lib/hops/hop";
import { asContactId } from "@/lib/kernel/ids";
import type { CableProofs } from "@/lib/trail/cable-proofs";
import type { Finding, Severity, Trail, TrailEvent } from "@/lib/trail/event";
import { provenCables } from "../proven-cables";

let count = 0;
export const event = (
  hop: Hop,
  severity: Severity,
  title: string,
  more: Partial<TrailEvent> = {},
): TrailEvent => ({
  id: `e${count++}`,
  at: "2026-11-21T10:00:00.000Z",
  source: "flow-log",
  hop,
  severity,
  code: "test.step",
  title,
  contactId: asContactId("c"),
  raw: {},
  ...more,
});
export const trailOf = (events: TrailEvent[], findings: Finding[] = []): Trail => ({
  ...{ contactId: asContactId("c"), sources: [], uncertain: [] },
  ...{ events, findings },
});
export const sentencesBy = (proofs: CableProofs, events: TrailEvent[]) =>
  provenCables(trailOf(events), proofs)
    .filter(({ state }) => state !== "not-reached")
    .map(({ sentence }) => sentence);
export const statesBy = (proofs: CableProofs, trail: Trail) =>
  provenCables(trail, proofs).map(({ cable, state }) => `${cable} ${state}`);
export const finding = (code: string, ...evidence: TrailEvent[]): Finding => ({
  ...{ code, severity: "bad", title: "Something failed", cause: "", nextStep: "", needs: "nothing" },
  evidence: evidence.map(({ id }) => id),
});
