"use client";

import { memo } from "react";
import { classNames } from "@/components/ui/class-names";
import { formatOffset } from "@/components/ui/format-time";
import { StateMark } from "@/components/ui/state";
import { TextWithTimes } from "@/components/ui/text-with-times";
import { Time } from "@/components/ui/time";
import { useHopTitle } from "@/components/vendors/vendor-words";
import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";
import { elementIdOf } from "./event-address";
import { EventDetails } from "./event-details";
import { severityStates, severityWords } from "./hops";
import type { RawReader } from "./raw-reader";
import type { Span } from "./spans-of-events";
import { TimeBar } from "./time-bar";

interface EventRowProps {
  event: ScreenEvent;
  isFirstOfRun: boolean;
  isLastOfRun: boolean;
  isMarked: boolean;
  isOpen: boolean;
  /** As findings name it: its place in the whole trail, from 1, or a letter for what stands apart. */
  number: number | string | undefined;
  /** Milliseconds since the trail's beginning. */
  offset: number;
  /** Where it lies in the trail's time, and for how long. */
  span: Span | undefined;
  /** The one of all rows that the Tab key comes to. */
  isTabStop?: boolean;
  source: string;
  /** From 1, among all that the list holds, drawn or not. */
  place: number;
  count: number;
  raw: RawReader;
  onToggle: (eventId: string) => void;
  measure: (row: HTMLElement | null) => (() => void) | undefined;
}

const washes: Record<ScreenEvent["severity"], string> = {
  info: "",
  unknown: "",
  good: "",
  attention: "bg-attention-wash",
  bad: "bg-bad-wash",
};

export const EventRow = memo(function EventRow({ event, isMarked, isOpen, ...row }: EventRowProps) {
  return (
    <li
      id={elementIdOf(event.id)}
      ref={row.measure}
      data-key={event.id}
      data-hop={event.hop}
      data-severity={event.severity}
      aria-current={isMarked || undefined}
      aria-posinset={row.place}
      aria-setsize={row.count}
      className={classNames(
        "border-b border-line",
        washes[event.severity],
        isMarked && "outline-2 -outline-offset-2 outline-accent",
      )}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        tabIndex={row.isTabStop === false ? -1 : undefined}
        onClick={() => row.onToggle(event.id)}
        className="grid w-full grid-cols-[20px_12px_minmax(0,1fr)_auto] items-stretch gap-x-2.5 px-3.5 text-left -outline-offset-2 hover:bg-hover sm:grid-cols-[20px_90px_12px_70px_minmax(0,1fr)_168px]"
      >
        <span className="py-1.5 text-right text-xs text-ink-faint tabular-nums" data-testid="row-number">
          {row.number === undefined ? null : (
            <>
              <span className="sr-only">Event </span>
              {row.number}
            </>
          )}
        </span>
        <span className="hidden py-1.5 font-mono text-xs text-ink-soft sm:block">
          <Time at={event.at} look={event.at.endsWith(".000Z") ? "second" : "exact"} />
        </span>
        <StateMark
          state={severityStates[event.severity]}
          title={severityWords[event.severity]}
          className="mt-2.5"
        />
        <HopOfRun event={event} isFirst={row.isFirstOfRun} isLast={row.isLastOfRun} />
        <span className="min-w-0 py-1.5">
          <span className="break-words">{event.title}</span>
          {event.detail ? (
            <span className="block text-xs text-ink-soft break-words">
              <TextWithTimes text={event.detail} />
            </span>
          ) : null}
        </span>
        <span className="relative flex justify-end gap-2.5 py-1.5 text-xs text-ink-faint sm:justify-between">
          <span title={row.source} className="hidden min-w-0 truncate sm:block">
            {row.source}
          </span>
          <span className="font-mono tabular-nums">{formatOffset(row.offset)}</span>
          {row.span ? <TimeBar spans={[row.span]} severity={event.severity} className="top-[25px]" /> : null}
        </span>
      </button>
      {isOpen ? <EventDetails event={event} raw={row.raw} /> : null}
    </li>
  );
});

/** The hop's name once for all that follows in it, and a cable down to the last. */
function HopOfRun({ event, isFirst, isLast }: { event: ScreenEvent; isFirst: boolean; isLast: boolean }) {
  const title = useHopTitle()(event.hop);
  return (
    <span className="relative hidden sm:block">
      {isFirst && isLast ? null : (
        <span
          aria-hidden="true"
          className={classNames(
            "absolute left-3.5 w-0.5 bg-line-strong",
            isFirst ? "top-4" : "-top-px",
            isLast ? "h-4" : "bottom-0",
          )}
        />
      )}
      {isFirst ? (
        <span className="relative mt-1.5 inline-block rounded-full border border-line-strong bg-panel px-1.5 text-2xs text-ink-soft">
          {title}
        </span>
      ) : (
        <>
          <span className="sr-only">{title}</span>
          {isLast ? (
            <span
              aria-hidden="true"
              className="absolute top-3 left-3 size-1.5 rounded-full border-2 border-line-strong bg-panel"
            />
          ) : null}
        </>
      )}
    </span>
  );
}
