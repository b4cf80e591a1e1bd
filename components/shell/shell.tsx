import type { ReactNode } from "react";
import { FocusHeading } from "./focus-heading";
import { LeaveWhenSignedOut } from "./leave-when-signed-out";
import { NarrowMenu } from "./narrow-menu";

interface ShellProps {
  sideBar: ReactNode;
  palette: ReactNode;
  /** At the end of the top bar. */
  actions?: ReactNode;
  /** Across the screen, above its content: what no one may overlook. */
  banner?: ReactNode;
  children: ReactNode;
}

export function Shell({ sideBar, palette, actions, banner, children }: ShellProps) {
  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[208px_minmax(0,1fr)]">
      <LeaveWhenSignedOut />
      <FocusHeading />
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-solid px-3 py-1.5 text-on-solid focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh overflow-y-auto border-r border-line bg-sunk lg:block">
        {sideBar}
      </aside>
      <div className="flex min-w-0 flex-col">
        <div className="sticky top-0 z-20 flex h-13 items-center gap-2.5 border-b border-line bg-ground px-4 sm:px-6">
          <NarrowMenu>{sideBar}</NarrowMenu>
          <div className="min-w-0 flex-1">{palette}</div>
          {actions}
        </div>
        {banner}
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto flex w-full max-w-[1280px] flex-col gap-4 px-4 py-5 outline-none sm:px-6"
        >
          {children}
        </main>
      </div>
    </div>
  );
}
