import Link from "next/link";
import { StateMark } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { writeDuration } from "@/components/ui/write-time";
import type { ListedContact } from "@/lib/contacts/search/name-rows";
import { sayValue } from "./contact-words";

interface ContactRowsProps {
  slug: string;
  contacts: readonly ListedContact[];
  label: string;
}

/** One line a contact; the whole line leads to its trail. No phone number is in it: Amazon Connect's search gives none. */
export function ContactRows({ slug, contacts, label }: ContactRowsProps) {
  return (
    <ul aria-label={label} className="divide-y divide-line" data-testid="contacts">
      {contacts.map((contact) => (
        <li key={contact.contactId}>
          <Link
            href={`/${slug}/contacts/${contact.contactId}`}
            prefetch={false}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 px-3.5 py-1.5 -outline-offset-2 hover:bg-hover lg:grid-cols-[96px_272px_128px_minmax(0,1fr)_minmax(0,1fr)_80px]"
          >
            <span className="text-ink-soft lg:col-start-1 lg:row-start-1">
              {contact.initiatedAt ? <Time at={contact.initiatedAt} /> : "time unknown"}
            </span>
            <span className="col-span-2 row-start-2 min-w-0 truncate font-mono text-xs lg:col-span-1 lg:col-start-2 lg:row-start-1">
              {contact.contactId}
            </span>
            <span className="col-start-1 min-w-0 truncate text-ink-soft max-lg:text-xs lg:col-start-3 lg:row-start-1">
              {describeKind(contact)}
            </span>
            <span className="min-w-0 truncate text-ink-soft max-lg:text-right max-lg:text-xs lg:col-start-4 lg:row-start-1">
              {describeWhere(contact)}
            </span>
            <Findings names={contact.findings.map(({ name }) => name)} />
            <span className="col-start-2 row-start-1 text-right text-xs text-ink-faint tabular-nums lg:col-start-6">
              {contact.initiatedAt && contact.endedAt
                ? writeDuration(Date.parse(contact.endedAt) - Date.parse(contact.initiatedAt))
                : contact.channel
                  ? "going on"
                  : ""}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Findings({ names }: { names: readonly string[] }) {
  const [first, ...rest] = names;
  if (first === undefined) return null;
  return (
    <span
      className="col-span-2 flex min-w-0 items-center gap-1.5 text-attention-ink max-lg:text-xs lg:col-span-1 lg:col-start-5 lg:row-start-1"
      title={names.join("\n")}
    >
      <StateMark state="attention" title="Finding" />
      <span className="min-w-0 truncate">{first}</span>
      {rest.length > 0 ? (
        <span className="shrink-0 text-2xs">
          +{rest.length}
          <span className="sr-only"> more: {rest.join(", ")}</span>
        </span>
      ) : null}
    </span>
  );
}

function describeKind({ channel, initiationMethod }: ListedContact): string {
  return [channel, initiationMethod].flatMap((one) => (one ? sayValue(one) : [])).join(" · ");
}

function describeWhere({ queue, agent, channel }: ListedContact): string {
  const where = [queue, agent].filter(Boolean).join(" → ");
  return where || (channel ? "not queued" : "record can't be read");
}
