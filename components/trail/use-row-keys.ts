"use client";

import { type FocusEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { rowAfter } from "./row-after";
import type { TimeLineRow } from "./time-line-rows";

interface RowKeys {
  rows: readonly TimeLineRow[];
  /** What a link led to: the keys go on from there. */
  addressed: { eventId: string; asked: number } | undefined;
  scroller: RefObject<HTMLDivElement | null>;
  /** Pixels from the list's top to a row that isn't drawn. */
  offsetOf: (index: number) => number;
}

/**
 * The time line as one stop of the Tab key: the arrow keys, j and k go from row to row, and n to the next failure. The
 * letters count wherever nobody writes, the arrows only within the list.
 * @returns the key of the row that Tab comes to, and what tells the list that a row was focused otherwise
 */
export function useRowKeys({ rows, addressed, scroller, offsetOf }: RowKeys): {
  tabStop: string | undefined;
  onFocus: (event: FocusEvent) => void;
} {
  const [chosen, choose] = useState<string>();
  const at = rows.findIndex(({ key }) => key === chosen);
  const latest = useRef({ rows, at, offsetOf });
  latest.current = { rows, at, offsetOf };
  useEffect(() => {
    if (addressed) choose(addressed.eventId);
  }, [addressed]);
  // A row far away is drawn only after the list has been scrolled to it.
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    const row = wanted.current === undefined ? undefined : buttonOf(scroller.current, wanted.current);
    if (!row) return;
    wanted.current = undefined;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  });
  useEffect(() => {
    const follow = (event: KeyboardEvent) => {
      const { target, key, ctrlKey, metaKey, altKey } = event;
      const box = scroller.current;
      const element = target instanceof Element ? target : undefined;
      if (!box || !element || event.defaultPrevented || ctrlKey || metaKey || altKey) return;
      const isInside = box.contains(element);
      if (element.closest("input, textarea, select, [contenteditable], dialog, pre")) return;
      if (!isInside && key.length > 1) return;
      const { rows: now, at: from, offsetOf: place } = latest.current;
      const next = rowAfter(now, from, key);
      const row = next === undefined ? undefined : now[next];
      if (next === undefined || !row) return;
      event.preventDefault();
      wanted.current = row.key;
      if (!buttonOf(box, row.key)) box.scrollTo({ top: place(next) - box.clientHeight / 2 });
      choose(row.key);
    };
    document.addEventListener("keydown", follow);
    return () => document.removeEventListener("keydown", follow);
  }, [scroller]);
  const onFocus = useCallback(({ target }: FocusEvent) => {
    const row = target.closest<HTMLElement>("li[data-key]")?.dataset.key;
    if (row !== undefined) choose(row);
  }, []);
  return { tabStop: rows[Math.max(at, 0)]?.key, onFocus };
}

function buttonOf(box: HTMLElement | null, key: string): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] > button`) ?? null;
}
