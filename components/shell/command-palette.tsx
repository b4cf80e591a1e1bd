"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { parseContactId } from "@/lib/contacts/contact-id";
import type { ScreenEntry } from "./screens";
import type { TenantEntry } from "./tenant-switcher";

interface CommandPaletteProps {
  slug?: string;
  screens: readonly ScreenEntry[];
  tenants: readonly TenantEntry[];
  isOperator: boolean;
  canOpenContacts: boolean;
}

const itemClass =
  "flex items-center justify-between gap-3 rounded-control px-2.5 py-1.5 aria-selected:bg-accent-wash aria-selected:text-ink";

/** ⌘K, Ctrl-K or "/": any screen, tenant, or contact by its id, pasted in whatever form. */
export function CommandPalette({ slug, screens, tenants, isOperator, canOpenContacts }: CommandPaletteProps) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const contactId = parseContactId(text);

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
          {slug ? "Contact id, tenant, screen…" : "Tenant, screen…"}
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
          <Command label="Go to" loop>
            <Command.Input
              autoFocus
              value={text}
              onValueChange={setText}
              placeholder="Paste a contact id, or type a screen's or tenant's name"
              className="h-11 w-full border-b border-line bg-transparent px-3.5 -outline-offset-2"
            />
            <Command.List className="max-h-80 overflow-auto p-1.5">
              <Command.Empty className="px-2.5 py-3 text-ink-soft">
                No screen or tenant has this name, and it is no contact id.
              </Command.Empty>
              {slug && canOpenContacts && contactId.ok ? (
                <Command.Item
                  value={`contact ${text}`}
                  className={itemClass}
                  onSelect={() => go(`/${slug}/contacts/${contactId.value}`)}
                >
                  <span>
                    Open the trail of <span className="font-mono text-xs">{contactId.value}</span>
                  </span>
                  <Hint>Contact</Hint>
                </Command.Item>
              ) : null}
              {slug
                ? screens.map(({ path, label, words }) => (
                    <Command.Item
                      key={path}
                      value={`${label} ${words}`}
                      className={itemClass}
                      onSelect={() => go(`/${slug}/${path}`)}
                    >
                      {label}
                      <Hint>Screen</Hint>
                    </Command.Item>
                  ))
                : null}
              {isOperator ? (
                <Command.Item
                  value="Fleet operator all tenants onboard"
                  className={itemClass}
                  onSelect={() => go("/fleet")}
                >
                  Fleet
                  <Hint>Operator</Hint>
                </Command.Item>
              ) : null}
              {tenants
                .filter((tenant) => tenant.slug !== slug)
                .map((tenant) => (
                  <Command.Item
                    key={tenant.slug}
                    value={`${tenant.name} ${tenant.slug} tenant`}
                    className={itemClass}
                    onSelect={() => go(`/${tenant.slug}/overview`)}
                  >
                    {tenant.name}
                    <Hint>Tenant</Hint>
                  </Command.Item>
                ))}
            </Command.List>
          </Command>
        ) : null}
      </dialog>
    </>
  );
}

function Hint({ children }: { children: ReactNode }) {
  return <span className="text-xs text-ink-faint">{children}</span>;
}
