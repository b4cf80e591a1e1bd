"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  wide?: boolean;
}

/** The browser's own modal dialog: it keeps the focus inside, ends with Escape, and gives the focus back. */
export function Dialog({ open, onClose, title, children, wide }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={({ target, currentTarget }) => {
        // React lets the closing of a dialog inside this one bubble up here.
        if (target === currentTarget) onClose();
      }}
      closedby="any"
      className={`m-auto max-h-[92dvh] w-[calc(100%-24px)] overflow-auto rounded-panel border border-line-strong bg-panel p-0 text-ink ${wide ? "max-w-2xl" : "max-w-lg"}`}
    >
      {open ? (
        <div className="flex flex-col">
          <header className="flex items-center gap-3 border-b border-line px-4 py-2.5">
            <h2 id={titleId} className="font-semibold">
              {title}
            </h2>
            <button
              type="button"
              onClick={onClose}
              aria-label="Close"
              className="ml-auto rounded-control p-1 text-ink-soft hover:bg-hover hover:text-ink"
            >
              <X className="size-4" />
            </button>
          </header>
          <div className="p-4">{children}</div>
        </div>
      ) : null}
    </dialog>
  );
}
