"use client";

import { ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { useId, useRef, useState } from "react";
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
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState("");
  const words = wanted.trim().toLowerCase();
  const shown = tenants.filter(({ slug, name }) => `${name} ${slug}`.toLowerCase().includes(words));
  return (
    <div data-testid="tenant-switcher">
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        className="flex w-full items-center gap-2 rounded-panel border border-line bg-panel px-2.5 py-2 text-left hover:border-line-strong"
      >
        <span className="min-w-0 flex-1">
          <span title={current.name} className="block truncate font-semibold">
            {current.name}
          </span>
          <span className="line-clamp-2 text-xs text-ink-soft">{detail}</span>
        </span>
        <ChevronsUpDown className="size-3.5 shrink-0 text-ink-faint" aria-hidden="true" />
        <span className="sr-only">Switch tenant</span>
      </button>
      {/* Above all else, so that nothing beneath it is a target that is covered in part. */}
      <div
        ref={list}
        id={id}
        popover="auto"
        onBeforeToggle={() => putBelow(list.current, button.current)}
        className="fixed inset-auto top-32 left-2.5 m-0 w-46 overflow-auto rounded-panel border border-line-strong bg-panel p-1 text-ink"
      >
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
                onClick={() => list.current?.hidePopover()}
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
    </div>
  );
}

/** As wide as the button, and no higher than there is room: the page doesn't scroll it. */
function putBelow(list: HTMLElement | null, button: HTMLElement | null): void {
  if (!list || !button) return;
  const { left, bottom, width } = button.getBoundingClientRect();
  const top = bottom + 4;
  Object.assign(list.style, {
    ...{ left: `${left}px`, top: `${top}px`, width: `${width}px` },
    maxHeight: `${window.innerHeight - top - 8}px`,
  });
}
