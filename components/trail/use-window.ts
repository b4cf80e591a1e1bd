"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { rowOffsets, rowsBetween } from "./row-offsets";

interface WindowedRows {
  count: number;
  keyOf: (index: number) => string;
  /** Pixels, until the row has been seen and measured. */
  guessHeight: (index: number) => number;
}

export interface RowWindow {
  /** What scrolls, when the list is not drawn whole. */
  scroller: RefObject<HTMLDivElement | null>;
  isWhole: boolean;
  /** Rows to draw: `first` up to, and without, `end`. */
  first: number;
  end: number;
  /** Pixels of the rows before and after them. */
  before: number;
  after: number;
  /** For each drawn row's element, which must carry its key as data-key. */
  measure: (row: HTMLElement | null) => (() => void) | undefined;
  /** Pixels from the list's top to the row. */
  offsetOf: (index: number) => number;
}

/** So few are drawn whole: the browser's own search then finds everything. */
const drawnWhole = 150;
/** Beyond the screen, both ways: a turn of the wheel must not show blank rows. */
const marginPixels = 800;
const atFirst = { first: 0, end: 40 };

/** Of a long list in a box that scrolls, the rows in sight and around. Heights are guessed, then measured. */
export function useWindow({ count, keyOf, guessHeight }: WindowedRows): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const heights = useRef(new Map<string, number>());
  const [version, setVersion] = useState(0);
  const [range, setRange] = useState(atFirst);
  const isWhole = count <= drawnWhole;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heights are kept beside the state; `version` says that they changed.
  const offsets = useMemo(
    () => rowOffsets(count, (index) => heights.current.get(keyOf(index)) ?? guessHeight(index)),
    [count, keyOf, guessHeight, version],
  );
  useLayoutEffect(() => {
    const box = scroller.current;
    if (isWhole || box === null) return;
    let frame = 0;
    const look = () => {
      frame = 0;
      const top = box.scrollTop;
      const seen = rowsBetween(offsets, top - marginPixels, top + box.clientHeight + marginPixels);
      setRange((known) => (known.first === seen.first && known.end === seen.end ? known : seen));
    };
    const later = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    box.addEventListener("scroll", later, { passive: true });
    window.addEventListener("resize", later);
    return () => {
      cancelAnimationFrame(frame);
      box.removeEventListener("scroll", later);
      window.removeEventListener("resize", later);
    };
  }, [isWhole, offsets]);
  const observer = useObserver(heights, setVersion);
  const measure = useCallback(
    (row: HTMLElement | null) => {
      if (row === null || observer === undefined) return undefined;
      observer.observe(row);
      return () => observer.unobserve(row);
    },
    [observer],
  );
  const first = isWhole ? 0 : Math.min(range.first, count);
  const end = isWhole ? count : Math.min(range.end, count);
  return {
    scroller,
    isWhole,
    first,
    end,
    before: offsets[first] ?? 0,
    after: (offsets[count] ?? 0) - (offsets[end] ?? 0),
    measure,
    offsetOf: (index) => offsets[index] ?? 0,
  };
}

/** One observer for all rows: opening an event, a narrower window and a web font that came late all change heights. */
function useObserver(
  heights: RefObject<Map<string, number>>,
  onChange: (change: (version: number) => number) => void,
): ResizeObserver | undefined {
  const [observer, setObserver] = useState<ResizeObserver>();
  useEffect(() => {
    const watching = new ResizeObserver((entries) => {
      let hasChanged = false;
      for (const { target, borderBoxSize } of entries) {
        const key = target instanceof HTMLElement ? target.dataset.key : undefined;
        const height = borderBoxSize[0]?.blockSize ?? 0;
        if (key === undefined || height === 0 || heights.current.get(key) === height) continue;
        heights.current.set(key, height);
        hasChanged = true;
      }
      if (hasChanged) onChange((version) => version + 1);
    });
    setObserver(watching);
    return () => watching.disconnect();
  }, [heights, onChange]);
  return observer;
}
