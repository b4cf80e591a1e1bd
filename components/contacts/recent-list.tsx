import Link from "next/link";
import { type ContactFilter, parseFilter, ranges } from "@/lib/contacts/search/contact-filter";
import type { RecentSearch } from "@/lib/contacts/search/recent-searches";
import { sayValue } from "./contact-words";

/** One's own last searches, one line of links. */
export function RecentList({ slug, recent }: { slug: string; recent: readonly RecentSearch[] }) {
  if (recent.length === 0) return null;
  return (
    <nav aria-label="Recent searches" className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-xs">
      <span className="text-ink-faint">Recent</span>
      {recent.map(({ kind, title, query }) => (
        <Link
          key={query}
          href={hrefOf(slug, kind, query)}
          prefetch={false}
          title={kind === "filters" ? undefined : query}
          className="min-h-6 max-w-64 truncate py-0.5 text-ink-soft underline-offset-2 hover:text-ink hover:underline"
        >
          {kind === "filters" ? sayFilter(query) : `${title ? `${title} ` : ""}${query.slice(0, 8)}…`}
        </Link>
      ))}
    </nav>
  );
}

function hrefOf(slug: string, kind: RecentSearch["kind"], query: string): string {
  if (kind === "contact") return `/${slug}/contacts/${query}`;
  return `/${slug}/contacts?${kind === "filters" ? query : new URLSearchParams({ id: query })}`;
}

/** "Chat, 2 queues, with findings, 7 days": enough to know one's own search again. */
function sayFilter(query: string): string {
  const filter: ContactFilter = parseFilter(Object.fromEntries(new URLSearchParams(query)));
  const { days, range, channels, queues, agents, methods, integration, onlyFindings } = filter;
  const count = (all: readonly unknown[], one: string) =>
    all.length === 0 ? [] : [all.length === 1 ? `1 ${one}` : `${all.length} ${one}s`];
  return [
    ...channels.map(sayValue),
    ...methods.map(sayValue),
    ...count(queues, "queue"),
    ...count(agents, "agent"),
    ...(integration ? ["one integration"] : []),
    ...(onlyFindings ? ["with findings"] : []),
    days ? `${days.from} – ${days.to}` : (ranges.find(({ id }) => id === range)?.label ?? ""),
  ].join(", ");
}
