import type { Hop } from "@/lib/hops/hop";
import { alignClocks } from "@/lib/trail/align-clocks";
import type { TrailEvent } from "@/lib/trail/event";

/** The way of a call: which of two things at the same millisecond came first. */
const hopOrder: Record<Hop, number> = {
  number: 0,
  flow: 1,
  sip: 2,
  kore: 3,
  asapp: 3,
  api: 4,
  store: 5,
  retrieve: 6,
  queue: 7,
  agent: 8,
};

type Orderable = Pick<TrailEvent, "id" | "at" | "hop" | "source" | "detail" | "clockOffsetMs">;
type Reported<Event> = { state: "failed" } | { state: "ok" | "empty"; events: readonly Event[] };

/**
 * Each event once, in the order of time (by one clock, where another is known to be wrong), and by hop where the time is the same. Pure, and apart from the findings:
 * browsers order what streams in, without loading the rules.
 */
export function orderEvents<Event extends Orderable>(sources: readonly Reported<Event>[]): Event[] {
  const seen = new Set<string>();
  const byTime = new Map<number, Event[][]>();
  for (const report of alignClocks(sources)) {
    if (report.state === "failed") continue;
    const own = new Map<number, Event[]>();
    for (const event of report.events) {
      if (seen.has(event.id)) continue;
      seen.add(event.id);
      const at = Date.parse(event.at) + (event.clockOffsetMs ?? 0);
      const together = own.get(at);
      if (together) together.push(event);
      else own.set(at, [event]);
    }
    for (const [at, events] of own) byTime.set(at, [...(byTime.get(at) ?? []), events]);
  }
  return [...byTime.entries()].sort(([one], [other]) => one - other).flatMap(([, queues]) => merge(queues));
}

/** A source's own order at one moment is true, so it is kept; between sources the hops decide. */
function merge<Event extends Orderable>(queues: readonly Event[][]): Event[] {
  const [only] = queues;
  if (only && queues.length === 1) return only;
  const merged: Event[] = [];
  const left = queues.map((queue) => [...queue]);
  for (;;) {
    let next: Event[] | undefined;
    for (const queue of left) {
      const [head] = queue;
      if (head && (!next?.[0] || rank(head) < rank(next[0]))) next = queue;
    }
    const event = next?.shift();
    if (!event) return merged;
    merged.push(event);
  }
}

/** The contact record sums up what another source tells step by step: it comes after that. */
function rank({ hop, source }: Orderable): number {
  return hopOrder[hop] + (source === "contact-record" ? 0.5 : 0);
}
