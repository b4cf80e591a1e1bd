import Link from "next/link";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Time } from "@/components/ui/time";
import { writeDuration } from "@/components/ui/write-time";
import { listContacts } from "@/lib/contacts/list-contacts";
import type { ContactRow } from "@/lib/contacts/search-contacts";
import type { TimeRange } from "./ranges";

interface ContactListProps {
  tenantId: string;
  slug: string;
  connectionId: string;
  range: TimeRange;
  page: string | undefined;
  /** The end of the range when its first page was read: later pages must speak of the same time. */
  until: string | undefined;
}

const pageSize = 50;

export async function ContactList({ tenantId, slug, connectionId, range, page, until }: ContactListProps) {
  const to = endOf(until);
  const from = new Date(to.getTime() - range.lengthMs);
  const found = await listContacts(tenantId, {
    connectionId,
    from,
    to,
    limit: pageSize,
    ...(page ? { pageToken: page } : {}),
  });
  if (!found.ok) {
    return (
      <div className="p-3.5">
        <ProblemNotice problem={found.problem} />
      </div>
    );
  }
  const { contacts, nextPageToken } = found.value;
  const next = nextPageToken
    ? `/${slug}/contacts?${new URLSearchParams({ range: range.id, page: nextPageToken, until: to.toISOString() })}`
    : undefined;
  return (
    <>
      {contacts.length === 0 ? (
        <EmptyState
          title={next ? "None in this part of the range" : "No contact in this time"}
          action={next ? <LinkButton href={next}>Look further back</LinkButton> : undefined}
        >
          {next
            ? "The range is searched in parts, the newest first."
            : "Amazon Connect lists a contact some seconds after it began. Choose a longer time, or place a test call."}
        </EmptyState>
      ) : (
        <ContactTable slug={slug} contacts={contacts} />
      )}
      {next && contacts.length > 0 ? (
        <div className="border-t border-line px-3.5 py-2.5">
          <LinkButton size="small" href={next}>
            Older
          </LinkButton>
        </div>
      ) : null}
    </>
  );
}

function ContactTable({ slug, contacts }: { slug: string; contacts: readonly ContactRow[] }) {
  return (
    <ul className="divide-y divide-line" data-testid="contacts">
      {contacts.map(({ contactId, initiatedAt, endedAt, channel, initiationMethod, agentId, queueId }) => (
        <li key={contactId}>
          <Link
            href={`/${slug}/contacts/${contactId}`}
            prefetch={false}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-3.5 py-1.5 hover:bg-hover md:grid-cols-[120px_minmax(0,1fr)_150px_110px_80px]"
          >
            <span className="text-ink-soft">{initiatedAt ? <Time at={initiatedAt} /> : "time unknown"}</span>
            <span className="col-span-2 min-w-0 truncate font-mono text-xs md:col-span-1 md:row-start-1 md:col-start-2">
              {contactId}
            </span>
            <span className="hidden text-ink-soft md:block">
              {[channel, initiationMethod].filter(Boolean).join(", ").toLowerCase()}
            </span>
            <span className="hidden text-ink-soft md:block">
              {agentId ? "reached an agent" : queueId ? "was queued" : "not queued"}
            </span>
            <span className="row-start-1 text-right text-xs text-ink-faint md:row-start-auto">
              {initiatedAt && endedAt
                ? writeDuration(Date.parse(endedAt) - Date.parse(initiatedAt))
                : "going on"}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function endOf(until: string | undefined): Date {
  const given = until ? new Date(until) : undefined;
  return given && !Number.isNaN(given.getTime()) ? given : new Date();
}
