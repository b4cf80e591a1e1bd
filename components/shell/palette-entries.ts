import { type BypassWords, bypassLabel } from "@/lib/blueprints/bypass-words";
import { type ContactQuery, textForAddress } from "@/lib/contacts/search/parse-query";
import type { IdWords } from "@/lib/vendors/ids";
import type { PaletteFlow, PaletteThings } from "./palette-things";
import type { ScreenEntry } from "./screens";
import type { TenantEntry } from "./tenant-switcher";

/** What choosing an entry does. */
export type PaletteDeed =
  | { kind: "go"; path: string }
  /** A number is a caller's data and goes into no address: the search's box is handed the text. */
  | { kind: "search"; path: string }
  | { kind: "plan"; integrationId: string }
  | { kind: "bypass"; integrationId: string; name: string; isOn: boolean; words: BypassWords }
  | { kind: "call" }
  | { kind: "keys" };

export interface PaletteEntry {
  key: string;
  label: string;
  /** An id that stands behind the label. */
  id?: string;
  /** What kind of thing it is. */
  hint: string;
  /** Further words to find it by. */
  words: string;
  /** Offered only to whoever types something. */
  isSearchedFor?: true;
  deed: PaletteDeed;
}

export interface PaletteContext {
  slug: string | undefined;
  screens: readonly ScreenEntry[];
  tenants: readonly TenantEntry[];
  isOperator: boolean;
  canOpenContacts: boolean;
  ids: readonly IdWords[];
}

/** The screens of one integration. */
const tabs = [
  { path: "/settings", label: "Settings", words: "numbers queue hours texts token" },
  { path: "/guide", label: "Guide", words: "steps manual set up" },
  { path: "/watch", label: "Watch a call", words: "live test", for: "readers of contacts" },
  { path: "/history", label: "History", words: "deployments runs" },
  { path: "/remove", label: "Remove", words: "delete", for: "planners" },
] as const;

/** What a text leads to by what it is: an id, or a caller's number. They stand before everything else. */
export function entriesOfQuery(
  text: string,
  query: ContactQuery,
  { slug, isOperator, canOpenContacts, ids }: PaletteContext,
): PaletteEntry[] {
  if (query.kind === "unclear") return [];
  const entry = (key: string, label: string, hint: string, deed: PaletteDeed): PaletteEntry => ({
    key,
    label,
    hint,
    words: "",
    deed,
  });
  const entries: PaletteEntry[] = [];
  if (query.kind === "id") {
    const kinds = [query.idKind, ...query.mayAlsoBe];
    const titles = ids.filter(({ kind }) => kinds.includes(kind)).map(({ title }) => title);
    const address = encodeURIComponent(textForAddress(text, ids) ?? "");
    if (slug && canOpenContacts && query.idKind === "contact-id") {
      // An ARN may be of another tenant's instance: the search says so.
      const path = query.instanceArn ? `/${slug}/contacts?id=${address}` : `/${slug}/contacts/${query.id}`;
      entries.push({ ...entry("contact", "Open trail of", "Contact", { kind: "go", path }), id: query.id });
    }
    if (slug && canOpenContacts && titles.length > 0) {
      entries.push(
        entry("vendor-id", `Find the contact for this ${titles.join(" or ")}`, "Search", {
          kind: "go",
          path: `/${slug}/contacts?id=${address}`,
        }),
      );
    }
    if (isOperator) {
      entries.push(
        entry("everywhere", "Search all tenants for this ID", "Fleet", {
          kind: "go",
          path: `/fleet?id=${address}`,
        }),
      );
    }
  } else if (slug && canOpenContacts) {
    entries.push(
      entry("number", sayNumber(query.kind), "Search", {
        kind: "search",
        path: `/${slug}/contacts`,
      }),
    );
  }
  return entries;
}

function sayNumber(kind: Exclude<ContactQuery["kind"], "id" | "unclear">): string {
  return kind === "last-digits"
    ? "Search a day's contacts for a number with these last digits"
    : "Search a day's contacts for this caller's number";
}

/** Everything that can be found by its name, in the order in which it is offered to whoever has typed nothing yet. */
export function entriesByName(
  { slug, screens, tenants, isOperator }: PaletteContext,
  things: PaletteThings | undefined,
  flows: readonly PaletteFlow[],
): PaletteEntry[] {
  const own = slug ? entriesOfTenant(slug, screens, things, flows) : [];
  return [
    ...own,
    ...(isOperator ? operatorEntries : []),
    ...tenants
      .filter((tenant) => tenant.slug !== slug)
      .map(
        (tenant): PaletteEntry => ({
          key: `tenant ${tenant.slug}`,
          label: tenant.name,
          hint: "Tenant",
          words: `${tenant.slug} tenant`,
          deed: { kind: "go", path: `/${tenant.slug}/${tenant.home}` },
        }),
      ),
    {
      key: "keys",
      label: "Keyboard shortcuts",
      hint: "Help",
      words: "keys help hotkeys ?",
      deed: { kind: "keys" },
    },
  ];
}

const operatorEntries: readonly PaletteEntry[] = [
  {
    key: "fleet",
    label: "Fleet",
    hint: "Operator",
    words: "operator all tenants onboard customer",
    deed: { kind: "go", path: "/fleet" },
  },
  {
    key: "people",
    label: "People",
    hint: "Operator",
    words: "operator accounts disable password reset",
    deed: { kind: "go", path: "/people" },
  },
];

function entriesOfTenant(
  slug: string,
  screens: readonly ScreenEntry[],
  things: PaletteThings | undefined,
  flows: readonly PaletteFlow[],
): PaletteEntry[] {
  const go = (path: string): PaletteDeed => ({ kind: "go", path: `/${slug}/${path}` });
  const canReadContacts = screens.some(({ path }) => path === "contacts");
  const integrations = things?.integrations ?? [];
  return [
    ...(things?.contacts ?? []).map(({ contactId }) => ({
      key: `contact ${contactId}`,
      label: "Contact",
      id: contactId,
      hint: "Recently opened",
      words: "recent trail",
      deed: go(`contacts/${contactId}`),
    })),
    ...screens.map(({ path, label, words }) => ({
      key: `screen ${path}`,
      label,
      hint: "Page",
      words,
      deed: go(path),
    })),
    ...integrations.map(({ id, name, kind }) => ({
      key: `integration ${id}`,
      label: name,
      hint: "Integration",
      words: `${kind} integration`,
      deed: go(`integrations/${id}`),
    })),
    ...(things?.canCall
      ? [
          {
            key: "call",
            label: "Place a test call",
            hint: "Action",
            words: "ring dial phone",
            deed: { kind: "call" } as const,
          },
        ]
      : []),
    ...integrations.flatMap(({ id, name, kind, canPlan, bypass }): PaletteEntry[] => [
      ...tabs
        .filter((tab) => !("for" in tab) || (tab.for === "planners" ? canPlan : canReadContacts))
        .map((tab) => ({
          key: `tab ${id} ${tab.path}`,
          label: `${name}: ${tab.label}`,
          hint: "Integration",
          words: `${kind} ${tab.words}`,
          isSearchedFor: true as const,
          deed: go(`integrations/${id}${tab.path}`),
        })),
      ...(canPlan
        ? [
            {
              key: `plan ${id}`,
              label: `Plan changes: ${name}`,
              hint: "Action",
              words: `${kind} deploy make`,
              isSearchedFor: true as const,
              deed: { kind: "plan", integrationId: id } as const,
            },
          ]
        : []),
      ...(bypass
        ? [
            {
              key: `bypass ${id}`,
              label: `${bypassLabel(bypass.words, bypass.isOn)}: ${name}`,
              hint: "Action",
              words: `${kind} turn on bypass`,
              isSearchedFor: true as const,
              deed: { kind: "bypass", integrationId: id, name, ...bypass } as const,
            },
          ]
        : []),
    ]),
    ...flows.map(({ path, name, account }) => ({
      key: `flow ${path}`,
      label: name,
      hint: account ? `Flow in ${account}` : "Flow",
      words: "contact flow",
      isSearchedFor: true as const,
      deed: go(path),
    })),
  ];
}

const mostShown = 40;

/**
 * Those that have every typed word, the best first: a word counts most as the beginning of a word of the label, then within
 * one, then among the further words. Nothing is guessed from scattered letters. Pure.
 */
export function rankEntries(entries: readonly PaletteEntry[], text: string): PaletteEntry[] {
  const wanted = simplify(text);
  if (wanted === "") return entries.filter(({ isSearchedFor }) => !isSearchedFor).slice(0, mostShown);
  const words = wanted.split(" ");
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, wanted, words) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, mostShown)
    .map(({ entry }) => entry);
}

function scoreOf({ label, id = "", words: further }: PaletteEntry, wanted: string, words: string[]): number {
  const name = simplify(`${label} ${id}`);
  const others = simplify(further);
  let score = simplify(label) === wanted ? 20 : name.startsWith(wanted) ? 10 : 0;
  for (const word of words) {
    if (begins(name, word)) score += 4;
    else if (name.includes(word)) score += 2;
    else if (begins(others, word)) score += 1;
    else return 0;
  }
  return score;
}

function begins(text: string, word: string): boolean {
  return ` ${text}`.includes(` ${word}`);
}

/** "Águas & Luz: Guide" and "aguas luz guide" are one. */
function simplify(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}?+.-]+/gu, " ")
    .trim();
}
