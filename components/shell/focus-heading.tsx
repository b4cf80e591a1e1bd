"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect } from "react";

/** Beyond the component: another tenant's screens have a frame of their own. */
let last: { pathname: string; part: string } | undefined;

/** Of an address: which part of a list. */
const parts = ["page", "after", "before"];

/**
 * After going to another screen, or to the next part of a list, the focus is at its heading: that is read out, and Tab goes
 * on from there. Every screen is rendered when it is asked for, so this needs no Suspense, and mustn't have one: the page
 * would know the first screen too late for whoever leaves it at once.
 */
export function FocusHeading() {
  const pathname = usePathname();
  const search = useSearchParams();
  const part = parts.map((name) => search.get(name) ?? "").join(" ");
  useEffect(() => {
    const before = last;
    last = { pathname, part };
    if (before === undefined || (before.pathname === pathname && before.part === part)) return;
    return focusHeading(before.pathname === pathname);
  }, [pathname, part]);
  return null;
}

/**
 * Returns the end of waiting for a heading that isn't there yet. `isSameScreen`: what has the focus is the link that was
 * followed, below the list.
 */
function focusHeading(isSameScreen: boolean): (() => void) | undefined {
  const main = document.getElementById("content");
  if (!main) return undefined;
  const isElsewhere = () => document.activeElement !== main && main.contains(document.activeElement);
  // The screen has put the focus where it belongs: into its first field.
  if (!isSameScreen && isElsewhere()) return undefined;
  if (putAt(main.querySelector("h1"))) return undefined;
  main.focus({ preventScroll: true });
  const observer = new MutationObserver(() => {
    const heading = main.querySelector("h1");
    if (!heading) return;
    observer.disconnect();
    if (!isElsewhere()) putAt(heading);
  });
  observer.observe(main, { childList: true, subtree: true });
  return () => observer.disconnect();
}

function putAt(heading: HTMLElement | null): boolean {
  if (!heading) return false;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return true;
}
