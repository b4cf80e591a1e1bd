"use client";

import { Command } from "cmdk";
import type { ReactNode } from "react";
import { useVendorWords } from "@/components/vendors/vendor-words";
import { readQuery, textForAddress } from "@/lib/contacts/search/read-query";
import { paletteInputClass } from "./palette-input-class";
import type { ScreenEntry } from "./screens";
import type { TenantEntry } from "./tenant-switcher";

interface PaletteCommandsProps {
  slug?: string | undefined;
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
  const { ids } = useVendorWords();
  const query = readQuery(text, ids);
  const kinds = query.kind === "id" ? [query.idKind, ...query.mayAlsoBe] : [];
  const vendorTitles = ids.filter(({ kind }) => kinds.includes(kind)).map(({ title }) => title);
  return (
    <Command label="Go to" loop>
      <Command.Input
        autoFocus
        value={text}
        onValueChange={onText}
        placeholder="Paste a contact ID, or type the name of a page or tenant"
        className={paletteInputClass}
      />
      <Command.List className="max-h-80 overflow-auto p-1.5">
        <Command.Empty className="px-2.5 py-3 text-ink-soft">
          No matching page, tenant, or contact ID.
        </Command.Empty>
        {slug && canOpenContacts && query.kind === "id" && query.idKind === "contact-id" ? (
          <Command.Item
            value={`contact ${text}`}
            className={itemClass}
            onSelect={() => onGo(`/${slug}/contacts/${query.id}`)}
          >
            <span>
              Open trail of <span className="font-mono text-xs">{query.id}</span>
            </span>
            <Hint>Contact</Hint>
          </Command.Item>
        ) : null}
        {slug && canOpenContacts && vendorTitles.length > 0 ? (
          <Command.Item
            value={`vendor id ${text}`}
            className={itemClass}
            onSelect={() =>
              onGo(`/${slug}/contacts?id=${encodeURIComponent(textForAddress(text, ids) ?? "")}`)
            }
          >
            <span>Find the contact for this {vendorTitles.join(" or ")}</span>
            <Hint>Search</Hint>
          </Command.Item>
        ) : null}
        {/* A number is a caller's data and goes into no address: its search begins on the screen itself. */}
        {slug && canOpenContacts && query.kind === "caller-number" ? (
          <Command.Item
            value={`number ${text}`}
            className={itemClass}
            onSelect={() => onGo(`/${slug}/contacts`)}
          >
            Search Contacts for this caller's number
            <Hint>Search</Hint>
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
        {isOperator ? (
          <Command.Item
            value="People operator accounts disable password reset"
            className={itemClass}
            onSelect={() => onGo("/people")}
          >
            People
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
