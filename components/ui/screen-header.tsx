import Link from "next/link";
import type { ReactNode } from "react";
import { actionsWithBelow } from "./below-row";

interface ScreenHeaderProps {
  title: ReactNode;
  /** Where one came from. */
  back?: { href: string; label: string };
  pills?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}

export function ScreenHeader({ title, back, pills, children, actions }: ScreenHeaderProps) {
  return (
    <header className="flex flex-wrap items-start gap-x-2 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        {back ? (
          <Link
            href={back.href}
            className="-mt-1 inline-flex min-h-6 items-center gap-1 text-xs text-ink-soft hover:text-ink hover:underline"
          >
            <span aria-hidden="true">‹</span>
            {back.label}
          </Link>
        ) : null}
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="min-w-0 text-lg font-semibold tracking-tight break-words">{title}</h1>
          {pills}
        </div>
        {children ? <div className="mt-0.5 max-w-[80ch] wrap-anywhere text-ink-soft">{children}</div> : null}
      </div>
      {actions ? (
        <div data-actions="screen" className={`flex flex-wrap items-center gap-2 ${actionsWithBelow}`}>
          {actions}
        </div>
      ) : null}
    </header>
  );
}
