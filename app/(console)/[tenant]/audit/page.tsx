import Link from "next/link";
import { defineScreen } from "@/components/define-screen";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLink } from "@/components/ui/filter-link";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { listAudit } from "@/lib/access/audit/list-audit";
import { nameTargets } from "@/lib/access/audit/name-targets";
import { withTenant } from "@/lib/access/tenant/scope";
import { auditKinds, parseFilter, sayFilter } from "./action-words";
import { AuditRow } from "./audit-row";

export const metadata = { title: "Audit log" };

const pageSize = 50;

export default defineScreen<{ tenant: string }>({
  permission: "audit:read",
  render: async ({ tenantId, slug }, { search }) => {
    const filter = parseFilter(search.action);
    const { entries, next, names } = await withTenant(tenantId, async (db) => {
      const page = await listAudit(db, { before: search.before, limit: pageSize, action: filter });
      return { ...page, names: await nameTargets(db, page.entries) };
    });
    const addressOf = (parameters: Record<string, string | undefined>) => {
      const given = Object.entries(parameters).filter((pair): pair is [string, string] => Boolean(pair[1]));
      const query = new URLSearchParams(given).toString();
      return query ? `/${slug}/audit?${query}` : `/${slug}/audit`;
    };
    return (
      <>
        <ScreenHeader title="Audit log">
          Every change, every secret that is viewed, and every contact that is opened. Entries can't be
          changed or deleted here.
        </ScreenHeader>
        <nav aria-label="Filter" className="flex flex-wrap gap-1">
          <FilterLink href={addressOf({})} isHere={filter === undefined}>
            All
          </FilterLink>
          {auditKinds.map(({ kind, label }) => (
            <FilterLink
              key={kind}
              href={addressOf({ action: `${kind}:` })}
              isHere={filter?.startsWith(`${kind}:`) ?? false}
            >
              {label}
            </FilterLink>
          ))}
        </nav>
        {filter && !filter.endsWith(":") ? (
          <p className="text-ink-soft">
            Only: {sayFilter(filter)}.{" "}
            <Link
              href={addressOf({ action: `${filter.split(":")[0]}:` })}
              className="text-accent underline underline-offset-2"
            >
              Show all of this kind
            </Link>
          </p>
        ) : null}
        <Panel>
          {entries.length === 0 ? (
            <EmptyState
              title={
                search.before
                  ? "No older entries"
                  : filter
                    ? `No entries: ${sayFilter(filter)}`
                    : "No entries yet"
              }
              action={filter ? <LinkButton href={addressOf({})}>Show all</LinkButton> : undefined}
            >
              {search.before
                ? "The log ends before this page."
                : "Everything that people and Patchbay do in this tenant is recorded here as it happens."}
            </EmptyState>
          ) : (
            <table className="w-full border-collapse text-left">
              <thead className="max-md:sr-only">
                <tr className="border-b border-line text-xs text-ink-soft">
                  <th scope="col" className="py-1.5 pr-3 pl-3.5 font-normal">
                    When
                  </th>
                  <th scope="col" className="px-3 py-1.5 font-normal">
                    Who
                  </th>
                  <th scope="col" className="px-3 py-1.5 font-normal">
                    What
                  </th>
                  <th scope="col" className="px-3 py-1.5 font-normal">
                    Target
                  </th>
                  <th scope="col" className="py-1.5 pr-3.5 pl-3 text-right font-normal">
                    From
                  </th>
                </tr>
              </thead>
              <tbody className="divide-y divide-line">
                {entries.map((entry) => (
                  <AuditRow
                    key={entry.id}
                    slug={slug}
                    entry={entry}
                    target={names.targets.get(entry.id)}
                    mentioned={names.mentioned}
                  />
                ))}
              </tbody>
            </table>
          )}
        </Panel>
        {next || search.before ? (
          <nav aria-label="Pages" className="flex gap-2">
            {search.before ? <LinkButton href={addressOf({ action: filter })}>Newest</LinkButton> : null}
            {next ? <LinkButton href={addressOf({ action: filter, before: next })}>Older</LinkButton> : null}
          </nav>
        ) : null}
      </>
    );
  },
});
