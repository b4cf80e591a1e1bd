"use client";

import { type RefObject, useEffect, useRef } from "react";
import { elementIdOf } from "./event-address";
import type { TimeLineRow } from "./time-line-rows";

interface BringIntoView {
  rows: readonly TimeLineRow[];
  /** `asked` counts: the same event may be asked for again. */
  wanted: { eventId: string; asked: number } | undefined;
  scroller: RefObject<HTMLDivElement | null>;
  offsetOf: (index: number) => number;
}

/** Rows on the way are drawn and measured for the first time, which moves the row that is looked for. */
const maxFrames = 24;
/** Measured heights are drawn a frame or two after the rows. */
const restingFrames = 3;

/** Brings an event's row into the middle of the screen, drawn or not, once for each time that it is asked for. */
export function useBringIntoView({ rows, wanted, scroller, offsetOf }: BringIntoView): void {
  const broughtFor = useRef(0);
  const place = useRef(offsetOf);
  place.current = offsetOf;
  const index = wanted ? rows.findIndex(({ key }) => key === wanted.eventId) : -1;
  useEffect(() => {
    if (!wanted || index < 0 || broughtFor.current === wanted.asked) return;
    broughtFor.current = wanted.asked;
    let frames = 0;
    let rested = 0;
    let frame = 0;
    const bring = () => {
      const row = document.getElementById(elementIdOf(wanted.eventId));
      const before = row?.getBoundingClientRect().top;
      if (row) row.scrollIntoView({ block: "center" });
      else {
        const box = scroller.current;
        box?.scrollTo({ top: place.current(index) - box.clientHeight / 2 });
      }
      frames++;
      const after = row?.getBoundingClientRect().top;
      const isThere = before !== undefined && after !== undefined && Math.abs(after - before) < 1;
      rested = isThere ? rested + 1 : 0;
      if (rested < restingFrames && frames < maxFrames) frame = requestAnimationFrame(bring);
    };
    bring();
    return () => cancelAnimationFrame(frame);
  }, [wanted, index, scroller]);
}
