import type { CallResult } from "@/lib/contacts/trail/judge-call";
import type { StepAsk } from "@/lib/contacts/trail/load-asks";
import type { Hop } from "@/lib/hops/hop";
import type { ContactId } from "@/lib/kernel/ids";
import type { KeyRules } from "@/lib/privacy/privacy-choices";
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
  contactId: ContactId;
  phase: TrailPhase;
  /** What can be said of it as a whole. */
  verdict: VerdictKind;
  hops: WatchedHop[];
  /** Whether it has proven the integration that is watched; absent while that can't be said yet. */
  result?: CallResult;
  /**
   * Each with the hop in which its evidence went wrong; where all of it went well, something is missing, and the call
   * failed at the hop that it didn't come to. Of none when it has no evidence. `ask`: the watcher can't take its next step.
   */
  findings: (Finding & { hop?: Hop; ask?: StepAsk })[];
}

interface Watched {
  keys?: KeyRules;
  /** By the places of the trail's findings. */
  asks?: readonly (StepAsk | undefined)[];
  result?: CallResult | undefined;
}

/** Pure. `keys` are the tenant's own. */
export function watchedCall(
  trail: Trail,
  phase: TrailPhase,
  verdict: VerdictKind,
  { keys, asks = [], result }: Watched = {},
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
  const eventOf = new Map(trail.events.map((event) => [event.id, event]));
  const failedAt = result?.kind === "not-verified" && result.why === "failed" ? result.hop : undefined;
  return {
    contactId: trail.contactId,
    phase,
    verdict,
    hops: [...hops.values()],
    ...(result && { result }),
    findings: trail.findings.map((finding, index) => {
      const ask = asks[index];
      const evidence = finding.evidence.flatMap((id) => eventOf.get(id) ?? []);
      const isMissing = evidence.length > 0 && evidence.every(({ severity }) => isWell(severity));
      const hop = isMissing
        ? (failedAt ?? evidence[0]?.hop)
        : (evidence.find(({ severity }) => !isWell(severity)) ?? evidence[0])?.hop;
      return { ...maskFinding(finding, sight), ...(hop && { hop }), ...(ask && { ask }) };
    }),
  };
}

function isWell(severity: Severity): boolean {
  return severity === "good" || severity === "info";
}
