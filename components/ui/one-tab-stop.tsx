"use client";

import { type ComponentProps, type KeyboardEvent, useEffect, useRef } from "react";
import { stepAmong } from "./step-among";

/**
 * A picture whose links are one stop of the Tab key: the arrow keys, Home and End lead from link to link inside. Without
 * scripts each link is a stop.
 */
export function OneTabStop({ children, ...rest }: ComponentProps<"div">) {
  const box = useRef<HTMLDivElement>(null);
  // After each drawing: the links may be others.
  useEffect(() => makeOneStop(box.current, document.activeElement));

  function onKeyDown(event: KeyboardEvent): void {
    const links = linksIn(box.current);
    const at = links.indexOf(document.activeElement as SVGAElement);
    const next = links[stepAmong(links.length, at, event.key) ?? -1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the focused links inside.
    <div ref={box} onKeyDown={onKeyDown} onFocus={({ target }) => makeOneStop(box.current, target)} {...rest}>
      {children}
    </div>
  );
}

function linksIn(box: Element | null): SVGAElement[] {
  return [...(box?.querySelectorAll<SVGAElement>("a[href]") ?? [])];
}

/** The one that has the focus, else the one that had it last, else the first. */
function makeOneStop(box: Element | null, focused: EventTarget | null): void {
  const links = linksIn(box);
  const stop = links.find((link) => link === focused) ?? links.find(isOnlyStop) ?? links[0];
  for (const link of links) link.setAttribute("tabindex", link === stop ? "0" : "-1");
}

function isOnlyStop(link: Element): boolean {
  return link.getAttribute("tabindex") === "0";
}
