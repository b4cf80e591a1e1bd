"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

interface NavLinkProps {
  href: string;
  children: ReactNode;
  count?: number | undefined;
}

export function NavLink({ href, children, count }: NavLinkProps) {
  const pathname = usePathname();
  const isHere = pathname === href || pathname.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className={classNames(
        "flex min-h-8 items-center justify-between rounded-control border px-2 py-1",
        isHere
          ? "border-line bg-panel font-semibold text-ink"
          : "border-transparent text-ink-soft hover:bg-hover hover:text-ink",
      )}
    >
      {children}
      {count === undefined ? null : (
        <span className="text-xs font-normal text-ink-faint tabular-nums">{count}</span>
      )}
    </Link>
  );
}
