import { hopPlace } from "@/lib/hops/hop-order";
import { alignClocks, type Clocked, latestOf, type Reported } from "@/lib/trail/align-clocks";

/**
 * Each event once, in the order of time (by one clock, where another is known to be wrong), and by hop where the time is the same. Pure, and apart from the findings:
 * browsers order what streams in, without loading the rules.
 */
export function orderEvents<Event extends Clocked>(sources: readonly Reported<Event>[]): Event[] {
  const seen = new Set<string>();
  const byTime = new Map<number, Event[][]>();
  for (const report of alignClocks(sources)) {
    if (report.state === "failed") continue;
    const own = new Map<number, Event[]>();
    for (const event of report.events) {
      if (seen.has(event.id)) continue;
      seen.add(event.id);
      const at = latestOf(event) + (event.clockOffsetMs ?? 0);
      const together = own.get(at);
      if (together) together.push(event);
      else own.set(at, [event]);
    }
    for (const [at, events] of own) byTime.set(at, [...(byTime.get(at) ?? []), events]);
  }
  return [...byTime.entries()].sort(([one], [other]) => one - other).flatMap(([, queues]) => merge(queues));
}

/** A source's own order at one moment is true, so it is kept; between sources the hops decide. */
function merge<Event extends Clocked>(queues: readonly Event[][]): Event[] {
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
function rank({ hop, source }: Clocked): number {
  return hopPlace(hop) + (source === "contact-record" ? 0.5 : 0);
}
