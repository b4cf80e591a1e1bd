"use client";

import { useCallback, useMemo, useState } from "react";
import { useVendorWords } from "@/components/vendors/vendor-words";
import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";
import { EventRow } from "./event-row";
import { HopHead } from "./hop-head";
import type { RawReader } from "./raw-reader";
import { momentOf, type Span, spansOfHop } from "./spans-of-events";
import { rowsByHop, rowsByTime, type TimeLineRow } from "./time-line-rows";
import { useBringIntoView } from "./use-bring-into-view";
import { useRowKeys } from "./use-row-keys";
import { useWindow } from "./use-window";

interface TimeLineProps {
  /** Those that the filter leaves. */
  events: readonly ScreenEvent[];
  order: "time" | "hop";
  /** The trail's beginning, from which distances count. */
  first: string | undefined;
  /** Of each event, by its id: its place in the whole trail, from 1, and where it lies in the trail's time. */
  numbers: ReadonlyMap<string, number>;
  spans: ReadonlyMap<string, Span>;
  /** Titles of the sources, by name. */
  titles: ReadonlyMap<string, string>;
  /** Ids of events that a link led to, and the one to bring into view. */
  marked: ReadonlySet<string>;
  wanted: { eventId: string; asked: number } | undefined;
  raw: RawReader;
}

const noneFolded: ReadonlySet<string> = new Set();

/** The events as rows; of thousands only those around the screen are drawn. What is open stays open when more arrives. */
export function TimeLine({ events, order, first, titles, marked, wanted, raw, ...whole }: TimeLineProps) {
  const { numbers, spans } = whole;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [folded, setFolded] = useState(noneFolded);
  const { hops } = useVendorWords();
  const rows = useMemo(
    () => (order === "hop" ? rowsByHop(events, hops, folded) : rowsByTime(events)),
    [events, hops, order, folded],
  );
  const view = useWindow({
    count: rows.length,
    keyOf: useCallback((index: number) => rows[index]?.key ?? "", [rows]),
    guessHeight: useCallback((index: number) => guessHeight(rows[index]), [rows]),
  });
  const { scroller, isWhole } = view;
  useBringIntoView({ rows, wanted, scroller, offsetOf: view.offsetOf });
  const { tabStop, onFocus } = useRowKeys({ rows, addressed: wanted, scroller, offsetOf: view.offsetOf });
  const toggle = useCallback((eventId: string) => setOpen((known) => toggled(known, eventId)), []);
  const fold = useCallback((hop: string) => setFolded((known) => toggled(known, hop)), []);
  const beganAt = first === undefined ? 0 : Date.parse(first);
  return (
    <div
      ref={scroller}
      className={isWhole ? undefined : "h-[min(78dvh,960px)] overflow-y-auto overscroll-contain"}
      tabIndex={isWhole ? undefined : 0}
    >
      <ol
        data-testid="time-line"
        data-events={events.length}
        onFocus={onFocus}
        style={{ paddingTop: view.before, paddingBottom: view.after }}
      >
        {rows.slice(view.first, view.end).map((row, index) => {
          const place = { place: view.first + index + 1, count: rows.length };
          if (row.kind === "hop") {
            const { key, mark, isFolded } = row;
            return (
              <HopHead
                key={key}
                rowKey={key}
                mark={mark}
                isFolded={isFolded}
                spans={spansOfHop(events, mark.hop, spans)}
                isTabStop={key === tabStop}
                onFold={fold}
                measure={view.measure}
                {...place}
              />
            );
          }
          const { event, run } = row;
          return (
            <EventRow
              key={row.key}
              event={event}
              isFirstOfRun={run.isFirst}
              isLastOfRun={run.isLast}
              isMarked={marked.has(event.id)}
              isOpen={open.has(event.id)}
              isTabStop={row.key === tabStop}
              number={numbers.get(event.id)}
              offset={momentOf(event) - beganAt}
              span={spans.get(event.id)}
              source={
                titles.get(event.source) ?? titles.get(event.source.split(":")[0] ?? "") ?? event.source
              }
              raw={raw}
              onToggle={toggle}
              measure={view.measure}
              {...place}
            />
          );
        })}
      </ol>
    </div>
  );
}

/** One line, or two with a detail; measured once it is drawn. */
function guessHeight(row: TimeLineRow | undefined): number {
  return row?.kind === "event" && row.event.detail ? 50 : 32;
}

function toggled<Value>(known: ReadonlySet<Value>, value: Value): ReadonlySet<Value> {
  const changed = new Set(known);
  if (!changed.delete(value)) changed.add(value);
  return changed;
}
