import { Suspense } from "react";
import { ContactRows } from "@/components/contacts/contact-rows";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Time } from "@/components/ui/time";
import { isNarrowed, writeFilter } from "@/lib/contacts/search/contact-filter";
import { readChunk } from "@/lib/contacts/search/list-chunk";
import type { ChunkRequest } from "@/lib/contacts/search/list-context";

/** As many as people look through before they narrow the list; then "Older". */
const maxRows = 100;
/** Two years in pieces of eight weeks. */
const maxParts = 14;

interface ContactPartsProps {
  slug: string;
  request: ChunkRequest;
  /** How many parts, and contacts in them, stand above this one. */
  above?: { parts: number; contacts: number };
}

/**
 * A part of the list and, behind a boundary of its own, the next: each is on the screen as soon as it is there, and a long
 * search is seen to go on.
 */
export async function ContactParts({ slug, request, above = { parts: 0, contacts: 0 } }: ContactPartsProps) {
  const chunk = await readChunk(request);
  if (!chunk.ok) {
    return (
      <div className="p-3.5">
        <ProblemNotice problem={chunk.problem} />
      </div>
    );
  }
  const { contacts, next, reachedAt, note, gap } = chunk.value;
  const said = [note, gap].filter(Boolean).join(" ");
  const total = { parts: above.parts + 1, contacts: above.contacts + contacts.length };
  const goesOn = next !== undefined && total.contacts < maxRows && total.parts < maxParts;
  return (
    <>
      {contacts.length > 0 ? (
        <div className={above.contacts > 0 ? "border-t border-line" : undefined}>
          <ContactRows slug={slug} contacts={contacts} label={`Contacts, part ${total.parts}`} />
        </div>
      ) : null}
      {said ? <p className="border-t border-line px-3.5 py-1.5 text-xs text-attention-ink">{said}</p> : null}
      {next && goesOn ? (
        <Suspense fallback={<SearchingBefore at={reachedAt} />}>
          <ContactParts slug={slug} request={{ ...request, token: next }} above={total} />
        </Suspense>
      ) : next ? (
        <Older slug={slug} request={request} token={next} reachedAt={reachedAt} />
      ) : total.contacts === 0 ? (
        <NoContact slug={slug} request={request} />
      ) : (
        <p className="border-t border-line px-3.5 py-1.5 text-xs text-ink-faint">
          That is all from <Time at={request.from.toISOString()} /> on.
        </p>
      )}
    </>
  );
}

function SearchingBefore({ at }: { at: string }) {
  return (
    <div role="status" className="flex items-center gap-3 border-t border-line px-3.5 py-2 text-ink-faint">
      <span className="skeleton h-3 w-24" aria-hidden="true" />
      <span className="text-xs">
        Searching before <Time at={at} />…
      </span>
    </div>
  );
}

interface OlderProps {
  slug: string;
  request: ChunkRequest;
  token: string;
  reachedAt: string;
}

function Older({ slug, request, token, reachedAt }: OlderProps) {
  const query = new URLSearchParams(writeFilter(request.filter));
  query.set("page", token);
  query.set("until", request.to.toISOString());
  return (
    <div className="flex items-center gap-3 border-t border-line px-3.5 py-2">
      <LinkButton size="small" prefetch={false} href={`/${slug}/contacts?${query}`}>
        Older
      </LinkButton>
      <span className="text-xs text-ink-faint">
        Searched back to <Time at={reachedAt} />.
      </span>
    </div>
  );
}

function NoContact({ slug, request }: { slug: string; request: ChunkRequest }) {
  const narrowed = isNarrowed(request.filter);
  return (
    <EmptyState
      title={narrowed ? "No contacts match these filters" : "No contacts in this period"}
      action={
        narrowed ? (
          <LinkButton prefetch={false} href={`/${slug}/contacts`}>
            Remove all filters
          </LinkButton>
        ) : undefined
      }
    >
      {request.filter.onlyFindings
        ? "No scanned contact has findings and matches the filters. See above which contacts were scanned."
        : narrowed
          ? "The whole period was searched. Choose a longer one, or remove a filter."
          : "Amazon Connect lists a contact a few seconds after it starts. Choose a longer period, or place a test call."}
    </EmptyState>
  );
}
