"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { StateMark } from "@/components/ui/state";
import { useHopTitle } from "@/components/vendors/vendor-words";
import { stateWords } from "./hops";
import type { HopMark } from "./marks-of-events";
import type { Span } from "./spans-of-events";
import { TimeBar } from "./time-bar";

interface HopHeadProps {
  mark: HopMark;
  isFolded: boolean;
  place: number;
  count: number;
  rowKey: string;
  /** Of its events, each once. */
  spans: readonly Span[];
  isTabStop: boolean;
  onFold: (hop: string) => void;
  measure: (row: HTMLElement | null) => (() => void) | undefined;
}

/** The line above all events of one hop, when the trail is ordered by hops. */
export function HopHead({
  mark,
  isFolded,
  place,
  count,
  rowKey,
  spans,
  isTabStop,
  onFold,
  measure,
}: HopHeadProps) {
  const title = useHopTitle()(mark.hop);
  const Chevron = isFolded ? ChevronRight : ChevronDown;
  return (
    <li
      ref={measure}
      data-key={rowKey}
      aria-posinset={place}
      aria-setsize={count}
      className="border-b border-line bg-sunk"
    >
      <button
        type="button"
        aria-expanded={!isFolded}
        tabIndex={isTabStop ? undefined : -1}
        onClick={() => onFold(mark.hop)}
        className="flex w-full items-center gap-2 px-3.5 py-1.5 text-left -outline-offset-2 hover:bg-hover"
      >
        <Chevron className="size-3.5 text-ink-faint" aria-hidden="true" />
        <StateMark state={mark.state} title={stateWords[mark.state]} />
        <span className="font-medium">{title}</span>
        <span className="text-xs text-ink-soft">
          {mark.count === 1 ? "1 event" : `${mark.count} events`}, {stateWords[mark.state]}
        </span>
        <span className="relative ml-auto hidden h-1 w-[168px] sm:block">
          <TimeBar spans={spans} severity={mark.state} />
        </span>
      </button>
    </li>
  );
}
