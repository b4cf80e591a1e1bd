import { Suspense } from "react";
import { ContactRows } from "@/components/contacts/contact-rows";
import { addressOf } from "@/components/contacts/filter-chips";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { ReadProblem } from "@/components/ui/read-problem";
import { Time } from "@/components/ui/time";
import { WaitNote } from "@/components/ui/wait-note";
import type { TenantContext } from "@/lib/access/action";
import { clearedFilter, formatFilter, isNarrowed } from "@/lib/contacts/search/contact-filter";
import { fetchChunk } from "@/lib/contacts/search/list-chunk";
import type { ChunkRequest } from "@/lib/contacts/search/list-context";
import { AskAbout } from "../ask-about";

/** As many as people look through before they narrow the list; then "Older". */
const maxRows = 100;
/** Two years in pieces of eight weeks. */
const maxParts = 14;

interface ContactPartsProps {
  slug: string;
  reader: Pick<TenantContext, "tenantId" | "slug" | "name" | "role">;
  request: ChunkRequest;
  /** The contact center that is waited for: "Amazon Connect", or a vendor's. */
  of: string;
  /** How many parts, and contacts in them, stand above this one. */
  above?: { parts: number; contacts: number };
}

/**
 * A part of the list and, behind a boundary of its own, the next: each is on the screen as soon as it is there, and a long
 * search is seen to go on.
 */
export async function ContactParts({
  slug,
  reader,
  request,
  of,
  above = { parts: 0, contacts: 0 },
}: ContactPartsProps) {
  const chunk = await fetchChunk(request);
  if (!chunk.ok) {
    return (
      <div className="p-3.5">
        <ReadProblem problem={chunk.problem} state="bad" of={of} />
        <AskAbout reader={reader} problem={chunk.problem} screen="contacts" />
        {request.token ? <StartOver slug={slug} request={request} /> : null}
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
        <Suspense fallback={<SearchingBefore at={reachedAt} of={of} />}>
          <ContactParts
            slug={slug}
            reader={reader}
            request={{ ...request, token: next }}
            of={of}
            above={total}
          />
        </Suspense>
      ) : next ? (
        <Older slug={slug} request={request} token={next} reachedAt={reachedAt} />
      ) : total.contacts === 0 ? (
        <NoContact slug={slug} request={request} of={of} />
      ) : (
        <p className="border-t border-line px-3.5 py-1.5 text-xs text-ink-faint">
          That's everything since <Time at={request.from.toISOString()} />.
        </p>
      )}
    </>
  );
}

/** A place in a list doesn't last: the same search again, from its first page. */
function StartOver({ slug, request }: { slug: string; request: ChunkRequest }) {
  return (
    <div className="pt-2">
      <LinkButton size="small" prefetch={false} href={`/${slug}/contacts?${formatFilter(request.filter)}`}>
        Start over
      </LinkButton>
    </div>
  );
}

function SearchingBefore({ at, of }: { at: string; of: string }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 border-t border-line px-3.5 py-2 text-ink-faint">
      <span className="skeleton h-3 w-24" aria-hidden="true" />
      <span role="status" className="text-xs">
        Searching before <Time at={at} />…
      </span>
      <WaitNote of={of} />
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
  const query = new URLSearchParams(formatFilter(request.filter));
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

function NoContact({ slug, request, of }: { slug: string; request: ChunkRequest; of: string }) {
  const narrowed = isNarrowed(request.filter);
  return (
    <EmptyState
      title={narrowed ? "No contacts match these filters" : "No contacts in this period"}
      action={
        narrowed ? (
          <LinkButton prefetch={false} href={addressOf(slug, clearedFilter(request.filter))}>
            Remove all filters
          </LinkButton>
        ) : undefined
      }
    >
      {request.filter.onlyFindings
        ? "No scanned contact has findings and matches the filters. See above which contacts were scanned."
        : narrowed
          ? "The whole period was searched. Choose a longer one, or remove a filter."
          : `${of} lists a contact a few seconds after it starts. Choose a longer period, or place a test call.`}
    </EmptyState>
  );
}
