"use client";

import { useCallback, useEffect, useState } from "react";
import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";
import { elementIdOf } from "./event-address";
import { EventRow } from "./event-row";
import { nameUncertain } from "./name-uncertain";
import type { RawReader } from "./raw-reader";
import { momentOf } from "./spans-of-events";

interface UncertainEventsProps {
  events: readonly ScreenEvent[];
  /** The trail's beginning, from which distances count. */
  first: string | undefined;
  titles: ReadonlyMap<string, string>;
  marked: ReadonlySet<string>;
  wanted: { eventId: string; asked: number } | undefined;
  raw: RawReader;
}

/** What came while the call went on, and may be another call's: apart, and folded until somebody asks. */
export function UncertainEvents({ events, first, titles, marked, wanted, raw }: UncertainEventsProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (eventId: string) =>
      setOpen((known) => {
        const changed = new Set(known);
        if (!changed.delete(eventId)) changed.add(eventId);
        return changed;
      }),
    [],
  );
  const isWanted = events.some(({ id }) => id === wanted?.eventId);
  useEffect(() => {
    if (isWanted && wanted)
      document.getElementById(elementIdOf(wanted.eventId))?.scrollIntoView({ block: "center" });
  }, [isWanted, wanted]);
  if (events.length === 0) return null;
  const beganAt = first === undefined ? 0 : Date.parse(first);
  return (
    <details data-testid="uncertain" open={isWanted || undefined}>
      <summary className="px-3.5 py-2 text-ink-soft">
        {events.length === 1
          ? "1 more event at that time may belong to another call"
          : `${events.length} more events at that time may belong to another call`}
      </summary>
      <p className="px-3.5 pb-2 text-xs text-ink-soft">
        The API isn't told which contact a post is for, and other calls were in progress. These events don't
        affect the hops or the times above.
      </p>
      <ol className="border-t border-line">
        {events.map((event, index) => (
          <EventRow
            key={event.id}
            event={event}
            isFirstOfRun
            isLastOfRun
            isMarked={marked.has(event.id)}
            isOpen={open.has(event.id)}
            number={nameUncertain(index)}
            offset={momentOf(event) - beganAt}
            span={undefined}
            source={titles.get(event.source) ?? event.source}
            place={index + 1}
            count={events.length}
            raw={raw}
            onToggle={toggle}
            measure={unmeasured}
          />
        ))}
      </ol>
    </details>
  );
}

const unmeasured = () => undefined;
