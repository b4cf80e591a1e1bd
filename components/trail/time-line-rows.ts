import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";
import { type HopMark, marksOf } from "./marks-of-events";

/** What one line of the timeline shows. */
export type TimeLineRow =
  | { key: string; kind: "hop"; mark: HopMark; isFolded: boolean }
  | {
      key: string;
      kind: "event";
      event: ScreenEvent;
      /** Where it stands among the events of its hop that follow one another: those are one group to the eye. */
      run: { isFirst: boolean; isLast: boolean };
    };

/** In the order of time, where what follows in one hop hangs together. Pure. */
export function rowsByTime(events: readonly ScreenEvent[]): TimeLineRow[] {
  return events.map((event, index) => ({
    key: event.id,
    kind: "event",
    event,
    run: {
      isFirst: events[index - 1]?.hop !== event.hop,
      isLast: events[index + 1]?.hop !== event.hop,
    },
  }));
}

/** Hop by hop in the way of a call, each under a line that sums it up; folded hops show that line alone. Pure. */
export function rowsByHop(
  events: readonly ScreenEvent[],
  hops: readonly { id: string }[],
  folded: ReadonlySet<string>,
): TimeLineRow[] {
  return marksOf(events, hops).flatMap((mark): TimeLineRow[] => {
    const isFolded = folded.has(mark.hop);
    const head: TimeLineRow = { key: `hop:${mark.hop}`, kind: "hop", mark, isFolded };
    return isFolded ? [head] : [head, ...rowsByTime(events.filter(({ hop }) => hop === mark.hop))];
  });
}
