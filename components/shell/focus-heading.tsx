"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";

/** Beyond the component: another tenant's screens have a frame of their own. */
let lastPath: string | undefined;

/** After going to another screen, the focus is at its heading: that is read out, and Tab goes on from there. */
export function FocusHeading() {
  const pathname = usePathname();
  useEffect(() => {
    const isFirst = lastPath === undefined;
    if (lastPath === pathname) return;
    lastPath = pathname;
    return isFirst ? undefined : focusHeading();
  }, [pathname]);
  return null;
}

/** Returns the end of waiting for a heading that isn't there yet. */
function focusHeading(): (() => void) | undefined {
  const main = document.getElementById("content");
  if (!main) return undefined;
  const isElsewhere = () => document.activeElement !== main && main.contains(document.activeElement);
  // The screen has put the focus where it belongs: into its first field.
  if (isElsewhere() || putAt(main.querySelector("h1"))) return undefined;
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
