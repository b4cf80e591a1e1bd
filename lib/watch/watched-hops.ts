import { maskFinding, maskReport } from "@/lib/privacy/mask";
import { masked } from "@/lib/privacy/sight";
import type { TrailPhase } from "@/lib/trail/contact-window";
import type { Finding, Hop, Trail } from "@/lib/trail/event";
import { orderEvents } from "@/lib/trail/order-events";

/** A hop that the call has come to. */
export interface WatchedHop {
  hop: Hop;
  state: "good" | "attention" | "bad";
  /** What was seen of it last, or what went wrong in it. */
  sentence: string;
  /** When it was first seen: ISO 8601. */
  at: string;
}

/** How a call goes, as a watcher's browser gets it: masked. */
export interface WatchedCall {
  contactId: string;
  phase: TrailPhase;
  hops: WatchedHop[];
  /** Each with the hop that its first evidence lies in; of none when it has no evidence. */
  findings: (Finding & { hop?: Hop })[];
}

/** Pure. */
export function watchedCall(trail: Trail, phase: TrailPhase): WatchedCall {
  const events = orderEvents(trail.sources.map((report) => maskReport(report, masked)));
  const hops = new Map<Hop, WatchedHop>();
  for (const { hop, severity, title, at, kind } of events) {
    const known = hops.get(hop);
    // "Hidden" says less than what stands there.
    if (known && kind === "transcript") continue;
    const state = severity === "info" ? "good" : severity;
    // What went wrong is told on; what went well is overtaken by what came after it.
    if (known && rank[known.state] > rank[state]) continue;
    hops.set(hop, { hop, state, sentence: title, at: known?.at ?? at });
  }
  const hopOf = new Map(trail.events.map(({ id, hop }) => [id, hop]));
  return {
    contactId: trail.contactId,
    phase,
    hops: [...hops.values()],
    findings: trail.findings.map((finding) => {
      const hop = finding.evidence.map((id) => hopOf.get(id)).find((each) => each !== undefined);
      return { ...maskFinding(finding, masked), ...(hop && { hop }) };
    }),
  };
}

const rank = { good: 0, attention: 1, bad: 2 } as const;
