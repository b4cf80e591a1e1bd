import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";

/** Where something lies in the time of the whole trail: from 0, its beginning, to 1, its end. */
export interface Span {
  from: number;
  to: number;
}

type Timed = Pick<ScreenEvent, "id" | "at" | "block" | "ladder" | "tookMs"> & {
  clockOffsetMs?: number | undefined;
};

/**
 * How long each event took, as a part of the trail's own time: a block of a flow until its own end, else until the flow's
 * next block; an exchange of SIP messages from its first to its last; else what its system measured. What is only known to
 * have happened has no length.
 * `events` in the order of time. Pure.
 */
export function spansOf(events: readonly Timed[]): ReadonlyMap<string, Span> {
  const [first] = events;
  const last = events.at(-1);
  const spans = new Map<string, Span>();
  if (!first || !last) return spans;
  const beganMs = momentOf(first);
  const wholeMs = Math.max(momentOf(last) - beganMs, 1);
  const placeOf = (ms: number) => Math.min(Math.max((ms - beganMs) / wholeMs, 0), 1);
  const moments = new Map(events.map((event) => [event.id, momentOf(event)]));
  let nextBlockMs = momentOf(last);
  for (const event of events.toReversed()) {
    const { id, block, ladder, tookMs } = event;
    const fromMs = momentOf(event);
    const isEnd = id.endsWith(":end");
    const lastMessage = ladder?.at(-1)?.at;
    const ownEndMs = moments.get(`${id}:end`) ?? (block === undefined || isEnd ? fromMs : nextBlockMs);
    const toMs =
      lastMessage !== undefined ? Date.parse(lastMessage) : tookMs === undefined ? ownEndMs : fromMs + tookMs;
    spans.set(id, { from: placeOf(fromMs), to: placeOf(Math.max(fromMs, toMs)) });
    if (block !== undefined && !isEnd) nextBlockMs = fromMs;
  }
  return spans;
}

/** Of a hop's events, each once: what lies between them is not the hop's. Pure. */
export function spansOfHop(
  events: readonly Pick<ScreenEvent, "id" | "hop">[],
  hop: string,
  spans: ReadonlyMap<string, Span>,
): Span[] {
  const own = events.flatMap(({ id, hop: of }) => (of === hop ? (spans.get(id) ?? []) : []));
  return [...new Map(own.map((span) => [`${span.from} ${span.to}`, span])).values()];
}

/** When it happened by the clock that the trail is ordered by. Milliseconds since the epoch. Pure. */
export function momentOf({ at, clockOffsetMs = 0 }: Pick<Timed, "at" | "clockOffsetMs">): number {
  return Date.parse(at) + clockOffsetMs;
}
