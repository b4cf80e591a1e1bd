"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { openTestCall } from "@/components/calls/test-call-opener";
import { leaveScreen } from "@/components/ui/leave-screen";
import { showModal } from "@/components/ui/show-modal";
import type { PaletteActions } from "./palette-actions";
import type { PaletteDeed } from "./palette-entries";
import { paletteInputClass } from "./palette-input-class";
import { passText } from "./passed-text";
import type { ScreenEntry } from "./screens";
import type { TenantEntry } from "./tenant-switcher";

interface CommandPaletteProps {
  slug?: string;
  screens: readonly ScreenEntry[];
  tenants: readonly TenantEntry[];
  isOperator: boolean;
  canOpenContacts: boolean;
  actions?: PaletteActions;
}

type Bypass = Extract<PaletteDeed, { kind: "bypass" }>;

/** Most pages are read without them. */
const PaletteCommands = lazy(() => import("./palette-commands"));
const KeyList = lazy(() => import("./key-list"));
const PaletteBypass = lazy(() => import("./palette-bypass"));

/** ⌘K, Ctrl-K or "/": any screen, thing, tenant, or contact by its id, pasted in whatever form. "?": the keys. */
export function CommandPalette({ slug, actions, ...offered }: CommandPaletteProps) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  /** Enter was pressed before there was a list: it counts as soon as there is one. */
  const [isEntered, setEntered] = useState(false);
  /** How often it was opened; 0 while it is closed. */
  const [opening, setOpening] = useState(0);
  const [showsKeys, setShowsKeys] = useState(false);
  const [bypass, setBypass] = useState<Bypass>();

  const open = useCallback(() => {
    if (dialog.current?.open) return;
    showModal(dialog.current);
    setText("");
    setEntered(false);
    setOpening(Date.now());
  }, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement &&
        (event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName));
      const isCommand = event.metaKey || event.ctrlKey;
      const asksPalette =
        (event.key.toLowerCase() === "k" && isCommand) || (event.key === "/" && !isTyping && !isCommand);
      // Another dialog has the keys while it is open.
      const asksKeys =
        event.key === "?" && !isTyping && !isCommand && document.querySelector("dialog[open]") === null;
      if (!asksPalette && !asksKeys) return;
      event.preventDefault();
      if (asksKeys) setShowsKeys(true);
      else open();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [open]);

  function doDeed(deed: Exclude<PaletteDeed, { kind: "plan" }>): void {
    dialog.current?.close();
    if (deed.kind === "bypass") setBypass(deed);
    else if (deed.kind === "call") openTestCall();
    else if (deed.kind === "keys") setShowsKeys(true);
    else
      leaveScreen(() => {
        if (deed.kind === "search") passText(text);
        router.push(deed.path);
      });
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
          {slug
            ? "Contact ID, integration, page…"
            : offered.isOperator
              ? "Contact ID, tenant, page…"
              : "Tenant, page…"}
        </span>
        <PaletteKeys />
      </button>
      <dialog
        ref={dialog}
        aria-label="Go to"
        onClose={() => {
          // The browser tells of it later: by then it may have been opened again.
          if (!dialog.current?.open) setOpening(0);
        }}
        closedby="any"
        className="mx-auto mt-[12dvh] w-[calc(100%-24px)] max-w-xl rounded-panel border border-line-strong bg-panel p-0 text-ink"
      >
        {opening > 0 ? (
          <Suspense
            key={opening}
            fallback={<WaitingInput text={text} onText={setText} onEnter={() => setEntered(true)} />}
          >
            <PaletteCommands
              {...offered}
              slug={slug}
              text={text}
              onText={setText}
              isEntered={isEntered}
              onEntered={setEntered}
              onDeed={doDeed}
              {...(actions ? { plan: actions.plan } : {})}
            />
          </Suspense>
        ) : null}
      </dialog>
      {showsKeys ? (
        <Suspense>
          <KeyList onClose={() => setShowsKeys(false)} hasTenant={slug !== undefined} />
        </Suspense>
      ) : null}
      {slug && actions && bypass ? (
        <Suspense>
          <PaletteBypass
            name={bypass.name}
            isOn={bypass.isOn}
            words={bypass.words}
            turn={(on) => actions.turnBypass(slug, bypass.integrationId, on)}
            onClose={() => setBypass(undefined)}
          />
        </Suspense>
      ) : null}
    </>
  );
}

/** As this computer's keyboard has them: only the browser knows, so there is nothing before that. */
function PaletteKeys() {
  const keys = useSyncExternalStore(
    neverChanges,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘K" : "Ctrl K"),
    () => undefined,
  );
  if (keys === undefined) return null;
  return (
    <kbd className="hidden rounded-[5px] border border-line-strong px-1 font-sans text-2xs sm:inline">
      {keys}
    </kbd>
  );
}

const neverChanges = () => () => {};

/** Once: when it is there. */
function takeFocus(input: HTMLInputElement | null): void {
  input?.focus();
}

interface WaitingInputProps {
  text: string;
  onText: (text: string) => void;
  onEnter: () => void;
}

/** What is typed before the list is there isn't lost, and neither is Enter. */
function WaitingInput({ text, onText, onEnter }: WaitingInputProps) {
  return (
    <input
      ref={takeFocus}
      aria-label="Go to"
      value={text}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={({ key }) => key === "Enter" && text.trim() !== "" && onEnter()}
      className={paletteInputClass}
    />
  );
}
