"use client";

import { classNames } from "@/components/ui/class-names";
import { StateMark } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { writeOffset } from "@/components/ui/write-time";
import type { TrailEvent } from "@/lib/trail/event";
import { elementIdOf } from "./event-address";
import { EventDetails } from "./event-details";
import { hopTitles, severityStates, severityWords } from "./hops";

interface TimeLineProps {
  events: readonly TrailEvent[];
  /** The trail's beginning, from which distances count. */
  first: string | undefined;
  /** Titles of the sources, by name. */
  titles: ReadonlyMap<string, string>;
  /** Ids of events that a link led to. */
  marked: ReadonlySet<string>;
  isComplete: boolean;
}

export function TimeLine({ events, first, titles, marked, isComplete }: TimeLineProps) {
  return (
    <>
      <ol className="divide-y divide-line" data-testid="time-line">
        {events.map((event) => (
          <EventRow
            key={event.id}
            event={event}
            isMarked={marked.has(event.id)}
            offset={first ? Date.parse(event.at) - Date.parse(first) : 0}
            source={titles.get(event.source) ?? titles.get(event.source.split(":")[0] ?? "") ?? event.source}
          />
        ))}
      </ol>
      {isComplete ? null : (
        <div
          role="status"
          className="flex items-center gap-3 border-t border-line px-3.5 py-2.5 text-ink-faint"
        >
          <span className="skeleton h-3 w-24" aria-hidden="true" />
          reading the other sources…
        </div>
      )}
      {isComplete && events.length === 0 ? (
        <p className="px-3.5 py-6 text-ink-soft">
          No source has an event of this contact yet. Log lines arrive some seconds late: load the trail
          again.
        </p>
      ) : null}
    </>
  );
}

const washes: Record<TrailEvent["severity"], string> = {
  info: "",
  good: "",
  attention: "bg-attention-wash",
  bad: "bg-bad-wash",
};

interface EventRowProps {
  event: TrailEvent;
  isMarked: boolean;
  /** Milliseconds since the trail's beginning. */
  offset: number;
  source: string;
}

function EventRow({ event, isMarked, offset, source }: EventRowProps) {
  return (
    <li
      id={elementIdOf(event.id)}
      data-hop={event.hop}
      aria-current={isMarked || undefined}
      className={classNames(
        "scroll-mt-16",
        washes[event.severity],
        isMarked && "outline-2 -outline-offset-2 outline-accent",
      )}
    >
      <details>
        <summary className="grid list-none grid-cols-[12px_minmax(0,1fr)_auto] items-baseline gap-x-2.5 px-3.5 py-1.5 hover:bg-hover sm:grid-cols-[90px_12px_64px_minmax(0,1fr)_auto_56px]">
          <span className="hidden font-mono text-xs text-ink-soft sm:block">
            <Time at={event.at} look="exact" />
          </span>
          <StateMark
            state={severityStates[event.severity]}
            title={severityWords[event.severity]}
            className="translate-y-px"
          />
          <span className="hidden w-fit rounded-full border border-line-strong bg-panel px-1.5 text-2xs text-ink-soft sm:block">
            {hopTitles[event.hop]}
          </span>
          <span className="min-w-0">
            <span className="break-words">{event.title}</span>
            {event.detail ? (
              <span className="block text-xs text-ink-soft break-words">{event.detail}</span>
            ) : null}
          </span>
          <span className="hidden max-w-44 truncate text-xs text-ink-faint sm:block">{source}</span>
          <span className="text-right font-mono text-xs text-ink-faint tabular-nums">
            {writeOffset(offset)}
          </span>
        </summary>
        <EventDetails event={event} />
      </details>
    </li>
  );
}
