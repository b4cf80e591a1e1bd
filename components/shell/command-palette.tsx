"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { paletteInputClass } from "./palette-input-class";
import type { ScreenEntry } from "./screens";
import type { TenantEntry } from "./tenant-switcher";

interface CommandPaletteProps {
  slug?: string;
  screens: readonly ScreenEntry[];
  tenants: readonly TenantEntry[];
  isOperator: boolean;
  canOpenContacts: boolean;
}

/** Its library is a tenth of a page's JavaScript, and most pages are read without it. */
const PaletteCommands = lazy(() => import("./palette-commands"));

/** ⌘K, Ctrl-K or "/": any screen, tenant, or contact by its id, pasted in whatever form. */
export function CommandPalette({ slug, screens, tenants, isOperator, canOpenContacts }: CommandPaletteProps) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      const asked =
        (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey)) ||
        (event.key === "/" && !isTyping);
      if (!asked) return;
      event.preventDefault();
      if (!dialog.current?.open) dialog.current?.showModal();
      setOpen(true);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  function open(): void {
    dialog.current?.showModal();
    setOpen(true);
  }
  function go(path: string): void {
    dialog.current?.close();
    router.push(path);
  }

  return (
    <>
      <button
        type="button"
        onClick={open}
        className="flex h-8 w-full max-w-[540px] items-center gap-2 rounded-control border border-line-strong bg-panel px-2.5 text-left text-ink-faint hover:bg-hover"
      >
        <Search className="size-3.5" aria-hidden="true" />
        <span className="min-w-0 flex-1 truncate">
          {slug ? "Contact ID, tenant, page…" : "Tenant, page…"}
        </span>
        <kbd className="hidden rounded-[5px] border border-line-strong px-1 font-sans text-2xs sm:inline">
          ⌘K
        </kbd>
      </button>
      <dialog
        ref={dialog}
        aria-label="Go to"
        onClose={() => {
          setOpen(false);
          setText("");
        }}
        closedby="any"
        className="mx-auto mt-[12dvh] w-[calc(100%-24px)] max-w-xl rounded-panel border border-line-strong bg-panel p-0 text-ink"
      >
        {isOpen ? (
          <Suspense fallback={<WaitingInput text={text} onText={setText} />}>
            <PaletteCommands
              slug={slug}
              screens={screens}
              tenants={tenants}
              isOperator={isOperator}
              canOpenContacts={canOpenContacts}
              text={text}
              onText={setText}
              onGo={go}
            />
          </Suspense>
        ) : null}
      </dialog>
    </>
  );
}

/** What is typed before the list is there isn't lost. */
function WaitingInput({ text, onText }: { text: string; onText: (text: string) => void }) {
  return (
    <input
      ref={(input) => input?.focus()}
      aria-label="Go to"
      value={text}
      onChange={(event) => onText(event.target.value)}
      className={paletteInputClass}
    />
  );
}
