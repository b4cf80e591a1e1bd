"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useVendorWords } from "@/components/vendors/vendor-words";
import { formatFilter, parseFilter, type TrailFilter } from "./filter-events";
import { writeAddress } from "./write-address";

/** Browsers refuse an address that changes with every key. */
const settleMs = 250;

/** What was chosen on the page that is open: the router may build the page anew while somebody reads it. */
let chosen: { path: string; filter: TrailFilter } | undefined;

/**
 * The filter of the trail: always the newest that somebody chose. The address follows it, so that a reload and a colleague
 * see the same.
 *
 * The address is written past the router, which takes a new address for a navigation: with the reading of a call that goes
 * on, two of them race, and the older one may end last. What the router writes is put right after each of its renders.
 */
export function useFilter(): [TrailFilter, (change: Partial<TrailFilter>) => void] {
  const search = useSearchParams();
  const path = usePathname();
  const { hops } = useVendorWords();
  const [filter, setFilter] = useState(() => chosenOn(path) ?? parseFilter(search, hops));
  const newest = useRef(filter);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function choose(next: TrailFilter): void {
    newest.current = next;
    chosen = { path, filter: next };
    setFilter(next);
  }
  function change(part: Partial<TrailFilter>): void {
    choose({ ...newest.current, ...part });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      writeToAddress(newest.current);
    }, settleMs);
  }

  // After every render: one of them may be an older navigation that has come late, with an address of its own.
  useEffect(() => {
    if (!timer.current && chosenOn(path)) writeToAddress(newest.current);
  });
  const followAddress = () => choose(parseFilter(new URLSearchParams(window.location.search), hops));
  const follow = useRef(followAddress);
  follow.current = followAddress;
  useEffect(() => {
    // Back and forward choose, too. An address that is still to be written is newer than what stands there.
    const read = () => {
      if (!timer.current && window.location.pathname === path) follow.current();
    };
    window.addEventListener("popstate", read);
    return () => {
      window.removeEventListener("popstate", read);
      clearTimeout(timer.current);
      timer.current = undefined;
      if (window.location.pathname !== path) chosen = undefined;
    };
  }, [path]);
  return [filter, change];
}

function chosenOn(path: string): TrailFilter | undefined {
  return chosen?.path === path ? chosen.filter : undefined;
}

function writeToAddress(filter: TrailFilter): void {
  writeAddress(formatFilter(filter, new URLSearchParams(window.location.search)));
}
