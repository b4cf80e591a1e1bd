"use client";

import { Command } from "cmdk";
import type { ReactNode } from "react";
import { parseContactId } from "@/lib/contacts/contact-id";
import { paletteInputClass } from "./palette-input-class";
import type { ScreenEntry } from "./screens";
import type { TenantEntry } from "./tenant-switcher";

interface PaletteCommandsProps {
  slug?: string;
  screens: readonly ScreenEntry[];
  tenants: readonly TenantEntry[];
  isOperator: boolean;
  canOpenContacts: boolean;
  text: string;
  onText: (text: string) => void;
  onGo: (path: string) => void;
}

const itemClass =
  "flex items-center justify-between gap-3 rounded-control px-2.5 py-1.5 aria-selected:bg-accent-wash aria-selected:text-ink";

/** What the palette offers for the text that is typed; loaded when it is opened. */
export default function PaletteCommands({
  slug,
  screens,
  tenants,
  isOperator,
  canOpenContacts,
  text,
  onText,
  onGo,
}: PaletteCommandsProps) {
  const contactId = parseContactId(text);
  return (
    <Command label="Go to" loop>
      <Command.Input
        autoFocus
        value={text}
        onValueChange={onText}
        placeholder="Paste a contact id, or type a screen's or tenant's name"
        className={paletteInputClass}
      />
      <Command.List className="max-h-80 overflow-auto p-1.5">
        <Command.Empty className="px-2.5 py-3 text-ink-soft">
          No screen or tenant has this name, and it is no contact id.
        </Command.Empty>
        {slug && canOpenContacts && contactId.ok ? (
          <Command.Item
            value={`contact ${text}`}
            className={itemClass}
            onSelect={() => onGo(`/${slug}/contacts/${contactId.value}`)}
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
                onSelect={() => onGo(`/${slug}/${path}`)}
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
            onSelect={() => onGo("/fleet")}
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
              onSelect={() => onGo(`/${tenant.slug}/overview`)}
            >
              {tenant.name}
              <Hint>Tenant</Hint>
            </Command.Item>
          ))}
      </Command.List>
    </Command>
  );
}

function Hint({ children }: { children: ReactNode }) {
  return <span className="text-xs text-ink-faint">{children}</span>;
}
