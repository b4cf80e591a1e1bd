"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { showModal } from "./show-modal";

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
    if (open && !dialog.open) {
      showModal(dialog);
      focusFirst(dialog);
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // What becomes of the work under way would be told to no one.
        if (event.target === event.currentTarget && isAtWork(event.currentTarget)) event.preventDefault();
      }}
      onClose={({ target, currentTarget }) => {
        // React lets the closing of a dialog inside this one bubble up here.
        if (target === currentTarget) onClose();
      }}
      closedby="any"
      className={`m-auto max-h-[92dvh] w-[calc(100%-24px)] overflow-hidden rounded-panel border border-line-strong bg-panel p-0 text-left text-ink ${wide ? "max-w-2xl" : "max-w-lg"}`}
    >
      {open ? (
        <div className="flex max-h-[calc(92dvh-2px)] flex-col">
          <header className="flex shrink-0 items-center gap-3 border-b border-line px-4 py-2.5">
            <h2 id={titleId} tabIndex={-1} className="font-semibold outline-none">
              {title}
            </h2>
            <button
              type="button"
              onClick={() => ref.current && !isAtWork(ref.current) && onClose()}
              aria-label="Close"
              className="ml-auto grid size-6 place-items-center rounded-control text-ink-soft hover:bg-hover hover:text-ink"
            >
              <X className="size-4" />
            </button>
          </header>
          <div className="min-h-0 scroll-pb-16 overflow-y-auto p-4">{children}</div>
        </div>
      ) : null}
    </dialog>
  );
}

function isAtWork(dialog: HTMLDialogElement): boolean {
  return dialog.querySelector("[aria-busy=true]") !== null;
}

/** To the first field, else to the answer that changes nothing, else to the title: never to the cross that ends it. */
function focusFirst(dialog: HTMLDialogElement): void {
  const fields = "input:enabled:not([type=hidden]), select:enabled, textarea:enabled";
  const first = dialog.querySelector<HTMLElement>(fields) ?? dialog.querySelector<HTMLElement>("[data-safe]");
  // Of radio buttons the chosen one: on another, Space would choose.
  const group = first instanceof HTMLInputElement && first.type === "radio" ? first.name : undefined;
  const chosen = group && dialog.querySelector<HTMLElement>(`input[name="${CSS.escape(group)}"]:checked`);
  (chosen || first || dialog.querySelector("h2"))?.focus();
}

/** The dialog's answers, which stay in sight however long it is. */
export function DialogAnswers({ children }: { children: ReactNode }) {
  return (
    <div className="sticky -bottom-4 -mx-4 -mb-4 flex flex-wrap justify-end gap-2 border-t border-line bg-panel px-4 py-3">
      {children}
    </div>
  );
}
