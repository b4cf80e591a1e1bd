"use client";

import { ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";

export interface TenantEntry {
  slug: string;
  name: string;
  /** Where the person begins there: a path under the tenant's address. */
  home: string;
}

interface TenantSwitcherProps {
  current: Pick<TenantEntry, "slug" | "name">;
  /** Under the name: region and account, as last read. */
  detail: string;
  tenants: readonly TenantEntry[];
}

/** More than are found at a glance. */
const filterFrom = 8;

export function TenantSwitcher({ current, detail, tenants }: TenantSwitcherProps) {
  const ref = useRef<HTMLDetailsElement>(null);
  const [wanted, setWanted] = useState("");
  const words = wanted.trim().toLowerCase();
  const shown = tenants.filter(({ slug, name }) => `${name} ${slug}`.toLowerCase().includes(words));
  useEffect(() => {
    const close = (event: Event) => {
      const details = ref.current;
      if (!details?.open) return;
      if (event instanceof KeyboardEvent ? event.key === "Escape" : !details.contains(event.target as Node)) {
        details.open = false;
        if (event instanceof KeyboardEvent) details.querySelector("summary")?.focus();
      }
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
    };
  }, []);
  return (
    <details ref={ref} className="relative" data-testid="tenant-switcher">
      <summary className="flex list-none items-center gap-2 rounded-panel border border-line bg-panel px-2.5 py-2 hover:border-line-strong">
        <span className="min-w-0 flex-1">
          <span title={current.name} className="block truncate font-semibold">
            {current.name}
          </span>
          <span className="line-clamp-2 text-xs text-ink-soft">{detail}</span>
        </span>
        <ChevronsUpDown className="size-3.5 shrink-0 text-ink-faint" aria-hidden="true" />
        <span className="sr-only">Switch tenant</span>
      </summary>
      <div className="absolute inset-x-0 z-30 mt-1 rounded-panel border border-line-strong bg-panel p-1">
        {tenants.length > filterFrom ? (
          <input
            type="search"
            aria-label="Filter tenants"
            placeholder="Filter"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            className="field-box mb-1 w-full"
          />
        ) : null}
        <ul className="max-h-72 overflow-auto">
          {shown.map(({ slug, name, home }) => (
            <li key={slug}>
              <Link
                href={`/${slug}/${home}`}
                aria-current={slug === current.slug ? "true" : undefined}
                onClick={() => {
                  if (ref.current) ref.current.open = false;
                }}
                className={classNames(
                  "block rounded-control px-2 py-1.5 wrap-anywhere hover:bg-hover",
                  slug === current.slug && "font-semibold",
                )}
              >
                {name}
                <span className="text-xs font-normal text-ink-faint"> {slug}</span>
              </Link>
            </li>
          ))}
        </ul>
        {shown.length === 0 ? (
          <p role="status" className="px-2 py-1.5 text-ink-soft">
            No matching tenants
          </p>
        ) : null}
      </div>
    </details>
  );
}
