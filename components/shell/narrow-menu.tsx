"use client";

import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { showModal } from "@/components/ui/show-modal";

/** The side bar on a narrow screen: a drawer that closes when one has gone somewhere. */
export function NarrowMenu({ children }: { children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is the reason to close.
  useEffect(() => dialog.current?.close(), [pathname]);
  return (
    <>
      <button
        type="button"
        aria-label="Menu"
        onClick={() => showModal(dialog.current)}
        className="grid size-8 shrink-0 place-items-center rounded-control border border-line-strong bg-panel lg:hidden"
      >
        <Menu className="size-4" aria-hidden="true" />
      </button>
      <dialog
        ref={dialog}
        aria-label="Menu"
        closedby="any"
        className="m-0 h-dvh max-h-none w-64 max-w-[85vw] border-r border-line-strong bg-sunk p-0 text-ink"
      >
        {children}
      </dialog>
    </>
  );
}
