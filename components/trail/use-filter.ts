"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { readFilter, type TrailFilter, writeFilter } from "./filter-events";

/** Browsers refuse an address that changes with every key. */
const settleMs = 250;

/** The filter of the trail; the address holds it, so that a reload and a colleague see the same. */
export function useFilter(): [TrailFilter, (change: Partial<TrailFilter>) => void] {
  const search = useSearchParams();
  const [filter, setFilter] = useState(() => readFilter(search));
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    const timer = setTimeout(() => {
      const written = writeFilter(filter, new URLSearchParams(window.location.search)).toString();
      const address = `${window.location.pathname}${written ? `?${written}` : ""}${window.location.hash}`;
      window.history.replaceState(null, "", address);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [filter]);
  return [filter, (change) => setFilter((known) => ({ ...known, ...change }))];
}
