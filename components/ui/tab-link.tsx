"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export function TabLink({
  href,
  isExact,
  children,
}: {
  href: string;
  isExact?: boolean;
  children: ReactNode;
}) {
  const pathname = usePathname();
  const path = href.replace(/\?.*$/, "");
  const isHere = pathname === path || (!isExact && pathname.startsWith(`${path}/`));
  return (
    <Link
      ref={isHere ? bringIntoView : undefined}
      href={href}
      aria-current={isHere ? "page" : undefined}
      className={classNames(
        "-mb-px border-b-2 px-2.5 py-1.5 whitespace-nowrap -outline-offset-2",
        isHere ? "border-ink font-semibold" : "border-transparent text-ink-soft hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}

/** On a narrow screen the tab may lie beyond the edge of its row. */
function bringIntoView(tab: HTMLElement | null): void {
  const row = tab?.parentElement;
  if (tab && row) row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}
