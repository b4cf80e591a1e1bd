import type { Hop } from "@/lib/hops/hop";
import type { KeyRules } from "@/lib/privacy/key-rules";
import { masked } from "@/lib/privacy/sight";
import type { TrailPhase } from "@/lib/trail/contact-window";
import type { Finding, Severity, Trail } from "@/lib/trail/event";
import { type HopState, hopStateOf, weightierSeverity } from "@/lib/trail/hop-state";
import type { VerdictKind } from "@/lib/trail/judge-trail";
import { maskFinding, maskReport } from "@/lib/trail/mask";
import { orderEvents } from "@/lib/trail/order-events";
import { splitUncertain } from "@/lib/trail/split-uncertain";

/** A hop that the call has come to. */
export interface WatchedHop {
  hop: Hop;
  state: HopState;
  /** What was seen of it last, or what went wrong in it. */
  sentence: string;
  /** When it was first seen: ISO 8601. */
  at: string;
}

/** How a call goes, as a watcher's browser gets it: masked. */
export interface WatchedCall {
  contactId: string;
  phase: TrailPhase;
  /** What can be said of it as a whole. */
  verdict: VerdictKind;
  hops: WatchedHop[];
  /** Each with the hop that its first evidence lies in; of none when it has no evidence. */
  findings: (Finding & { hop?: Hop })[];
}

/** Pure. `keys` are the tenant's own. */
export function watchedCall(
  trail: Trail,
  phase: TrailPhase,
  verdict: VerdictKind,
  keys?: KeyRules,
): WatchedCall {
  const sight = { ...masked, ...(keys && { keys }) };
  const { events } = splitUncertain(orderEvents(trail.sources.map((report) => maskReport(report, sight))));
  const hops = new Map<Hop, WatchedHop>();
  const told = new Map<Hop, Severity>();
  for (const { hop, severity, title, at, kind } of events) {
    const known = hops.get(hop);
    // "Hidden" says less than what stands there.
    if (known && kind === "transcript") continue;
    const before = told.get(hop) ?? "info";
    // What went wrong is told on; what went well is overtaken by what came after it.
    const weightier = weightierSeverity(before, severity);
    if (weightier !== severity && !(isWell(before) && isWell(severity))) continue;
    told.set(hop, weightier);
    hops.set(hop, { hop, state: hopStateOf(weightier), sentence: title, at: known?.at ?? at });
  }
  const hopOf = new Map(trail.events.map(({ id, hop }) => [id, hop]));
  return {
    contactId: trail.contactId,
    phase,
    verdict,
    hops: [...hops.values()],
    findings: trail.findings.map((finding) => {
      const hop = finding.evidence.map((id) => hopOf.get(id)).find((each) => each !== undefined);
      return { ...maskFinding(finding, sight), ...(hop && { hop }) };
    }),
  };
}

function isWell(severity: Severity): boolean {
  return severity === "good" || severity === "info";
}
