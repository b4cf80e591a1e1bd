"use client";

import type { MouseEvent, ReactNode } from "react";
import { buttonClasses } from "@/components/ui/button";

interface SightLinkProps {
  unmask: boolean;
  children: ReactNode;
}

/** The same page in clear, or masked again, with what is filtered by then: only the address knows it. */
export function SightLink({ unmask, children }: SightLinkProps) {
  function follow({ currentTarget }: MouseEvent<HTMLAnchorElement>): void {
    currentTarget.href = addressWith(window.location, unmask);
  }
  // A plain link: fetching it ahead of a click would leave the audit event of a showing that nobody saw.
  return (
    <a
      href={unmask ? "?unmask=1" : "?"}
      onClick={follow}
      onAuxClick={follow}
      className={buttonClasses("plain", "small")}
    >
      {children}
    </a>
  );
}

function addressWith({ pathname, search }: Location, unmask: boolean): string {
  const query = new URLSearchParams(search);
  query.delete("unmask");
  if (unmask) query.set("unmask", "1");
  return `${pathname}?${query}`;
}
