import { X } from "lucide-react";
import Link from "next/link";
import { type ContactFilter, clearedFilter, formatFilter } from "@/lib/contacts/search/contact-filter";
import { sayValue } from "./contact-words";
import { type FilterChoices, nameIn } from "./filter-choices";

interface Chip {
  label: string;
  /** The search without it. */
  without: ContactFilter;
}

/** What narrows the list, each with its way out. */
export function FilterChips({
  slug,
  filter,
  choices,
  onRemove,
}: {
  slug: string;
  filter: ContactFilter;
  choices: FilterChoices;
  onRemove(without: ContactFilter): void;
}) {
  const chips = chipsOf(filter, choices);
  if (chips.length === 0) return null;
  const cleared = clearedFilter(filter);
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
      {chips.map(({ label, without }) => (
        <li key={label}>
          <Link
            href={addressOf(slug, without)}
            prefetch={false}
            onNavigate={(event) => {
              event.preventDefault();
              onRemove(without);
            }}
            aria-label={`Remove the filter ${label}`}
            className="inline-flex min-h-6 max-w-full items-center gap-1 rounded-full bg-accent-wash px-2 text-xs text-accent hover:underline"
          >
            <span className="min-w-0 wrap-anywhere">{label}</span>
            <X className="size-3 shrink-0" aria-hidden="true" />
          </Link>
        </li>
      ))}
      {chips.length > 1 ? (
        <li>
          <Link
            href={addressOf(slug, cleared)}
            prefetch={false}
            onNavigate={(event) => {
              event.preventDefault();
              onRemove(cleared);
            }}
            className="inline-flex min-h-6 items-center px-1 text-xs text-ink-soft hover:text-ink hover:underline"
          >
            Remove all
          </Link>
        </li>
      ) : null}
    </ul>
  );
}

function chipsOf(filter: ContactFilter, choices: FilterChoices): Chip[] {
  const { channels, queues, agents, methods, attributes, integration, account } = filter;
  const but = <Value,>(all: readonly Value[], one: Value) => all.filter((other) => other !== one);
  const { integration: _, ...withoutIntegration } = filter;
  // Queues, agents and integrations are of one account.
  const { account: __, ...anyAccount } = { ...withoutIntegration, queues: [], agents: [] };
  return [
    ...(account ? [{ label: `Account: ${nameIn(choices.accounts, account)}`, without: anyAccount }] : []),
    ...channels.map((one) => ({
      label: `Channel: ${sayValue(one)}`,
      without: { ...filter, channels: but(channels, one) },
    })),
    ...queues.map((one) => ({
      label: `Queue: ${nameIn(choices.queues, one)}`,
      without: { ...filter, queues: but(queues, one) },
    })),
    ...agents.map((one) => ({
      label: `Agent: ${nameIn(choices.agents, one)}`,
      without: { ...filter, agents: but(agents, one) },
    })),
    ...methods.map((one) => ({
      label: `Started by: ${sayValue(one)}`,
      without: { ...filter, methods: but(methods, one) },
    })),
    ...(integration
      ? [{ label: `Integration: ${nameIn(choices.integrations, integration)}`, without: withoutIntegration }]
      : []),
    ...attributes.map((one) => ({
      label: `${one.key} = ${one.value}`,
      without: { ...filter, attributes: but(attributes, one) },
    })),
    ...(filter.onlyFindings
      ? [{ label: "Only with findings", without: { ...filter, onlyFindings: false } }]
      : []),
  ];
}

export function addressOf(slug: string, filter: ContactFilter): string {
  const query = formatFilter(filter);
  return query ? `/${slug}/contacts?${query}` : `/${slug}/contacts`;
}
