import type { Cable } from "@/lib/blueprints/blueprint";
import type { Hop } from "@/lib/hops/hop";
import { inHopOrder, isOurHop } from "@/lib/hops/hop-order";
import type { Trail } from "@/lib/trail/event";
import type { Verdict } from "@/lib/trail/judge-trail";
import type { ProvenCable } from "./proven-cables";

/** Whether a call has proven an integration from end to end. */
export type CallResult =
  /** Every cable carried it. `tookMs`: from its beginning until it came to its last hop. */
  | { kind: "verified"; hops: number; tookMs: number }
  /** failed: at `hop`, or somewhere else. no-trace: nothing shows that it came there. unread: a source is missing. */
  | { kind: "not-verified"; why: "failed" | "no-trace" | "unread" | "elsewhere" | "two-alike"; hop?: Hop };

interface Judged {
  /** Those of the integration's picture, in the order of a call. */
  cables: readonly Pick<Cable, "id" | "hop" | "isBeside">[];
  proven: readonly ProvenCable[];
  verdict: Pick<Verdict, "kind" | "isSettled" | "unread">;
}

/** Pure. undefined while nothing can be said yet: the call goes on, or late lines may still show the rest. */
export function judgeCall(trail: Trail, { cables, proven, verdict }: Judged): CallResult | undefined {
  const stateOf = (id: Cable["id"]) => proven.find(({ cable }) => cable === id)?.state;
  const isTrouble = (id: Cable["id"]) => stateOf(id) === "bad" || stateOf(id) === "attention";
  if (trail.findings.length > 0) {
    const hop = cables.find(({ id }) => isTrouble(id))?.hop ?? hopOfEvidence(trail);
    return { kind: "not-verified", why: "failed", ...(hop && { hop }) };
  }
  if (verdict.kind === "going-on") return undefined;
  const onTheWay = cables.filter(({ isBeside }) => isBeside !== true);
  const isRead = !verdict.unread.some(({ isNeeded }) => isNeeded);
  if (isRead && onTheWay.every(({ id }) => stateOf(id) === "good"))
    return { kind: "verified", ...wayOf(trail, cables) };
  if (!verdict.isSettled) return undefined;
  if (!isRead) return { kind: "not-verified", why: "unread" };
  const first = cables.find(({ id }) => isTrouble(id)) ?? onTheWay.find(({ id }) => stateOf(id) !== "good");
  const why = first && isTrouble(first.id) ? "failed" : "no-trace";
  return { kind: "not-verified", why, ...(first && { hop: first.hop }) };
}

function hopOfEvidence({ findings, events }: Trail): Hop | undefined {
  const [id] = findings.flatMap(({ evidence }) => evidence);
  return events.find((event) => event.id === id)?.hop;
}

/** The integration's hops and those of every call; another vendor's lines that came at the same time don't count. */
function wayOf({ events }: Trail, cables: Judged["cables"]): { hops: number; tookMs: number } {
  const own = new Set(cables.map(({ hop }) => hop));
  const firstAt = new Map<Hop, number>();
  for (const { hop, at, clockOffsetMs = 0, tie } of events) {
    if (tie === "none" || (isOurHop(hop) && !own.has(hop))) continue;
    const atMs = Date.parse(at) + clockOffsetMs;
    firstAt.set(hop, Math.min(atMs, firstAt.get(hop) ?? atMs));
  }
  const times = [...firstAt.values()];
  return { hops: inHopOrder(firstAt.keys()).length, tookMs: Math.max(...times) - Math.min(...times) };
}
