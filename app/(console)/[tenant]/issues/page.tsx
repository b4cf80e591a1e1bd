import { defineScreen } from "@/components/define-screen";
import { IssueRows } from "@/components/issues/issue-rows";
import type { ChartRange } from "@/components/issues/say-issue";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLink } from "@/components/ui/filter-link";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { chartSpans, countOverTime, type IssueFilter, listIssues } from "@/lib/contacts/issues/list-issues";
import { listIntegrationNames } from "@/lib/integrations/list-integration-names";
import { parseIntegrationId } from "@/lib/kernel/ids";

export const metadata = { title: "Issues" };

const pageSize = 25;
const maxPage = 1_000;

const filters: Record<IssueFilter, string> = { unresolved: "Unresolved", resolved: "Resolved", all: "All" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }, { search }) => {
    const filter = readChoice(search.show, filters) ?? "unresolved";
    const range: ChartRange = search.range === "day" ? "day" : "month";
    const page = /^\d{1,4}$/.test(search.page ?? "") ? Math.min(Number(search.page), maxPage) : 0;
    const { names, integrationId, issues, hasMore, counts } = await withTenant(tenantId, async (db) => {
      const known = await listIntegrationNames(db);
      const asked = parseIntegrationId(search.integration ?? "");
      const only = asked && known.has(asked) ? asked : undefined;
      const found = await listIssues(db, tenantId, {
        ...{ filter, limit: pageSize, offset: page * pageSize },
        ...(only && { integrationId: only }),
      });
      const over = await countOverTime(db, tenantId, found.issues, chartSpans[range]);
      return { names: known, integrationId: only, ...found, counts: over };
    });
    const addressOf = (change: Partial<Record<"show" | "range" | "integration" | "page", string>>) => {
      const all = { show: filter, range, integration: integrationId ?? "", ...change };
      const usual = { show: "unresolved", range: "month", integration: "", page: "" };
      const given = Object.entries(all).filter(([name, value]) => value !== Reflect.get(usual, name));
      const query = new URLSearchParams(given).toString();
      return query ? `/${slug}/issues?${query}` : `/${slug}/issues`;
    };
    return (
      <>
        <ScreenHeader title="Issues">
          The same finding in an integration's contacts is one issue. Counts cover the last 30 days.
        </ScreenHeader>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
          <nav aria-label="State" className="flex flex-wrap gap-1">
            {(["unresolved", "resolved", "all"] as const).map((each) => (
              <FilterLink key={each} href={addressOf({ show: each })} isHere={each === filter}>
                {filters[each]}
              </FilterLink>
            ))}
          </nav>
          {names.size > 1 ? (
            <nav aria-label="Integration" className="flex flex-wrap gap-1">
              <FilterLink href={addressOf({ integration: "" })} isHere={integrationId === undefined}>
                All integrations
              </FilterLink>
              {[...names].map(([id, name]) => (
                <FilterLink key={id} href={addressOf({ integration: id })} isHere={id === integrationId}>
                  {name}
                </FilterLink>
              ))}
            </nav>
          ) : null}
          <nav aria-label="Chart" className="flex flex-wrap gap-1">
            <FilterLink href={addressOf({ range: "month" })} isHere={range === "month"}>
              30 days
            </FilterLink>
            <FilterLink href={addressOf({ range: "day" })} isHere={range === "day"}>
              24 hours
            </FilterLink>
          </nav>
        </div>
        <Panel>
          {issues.length > 0 ? (
            <IssueRows slug={slug} issues={issues} names={names} counts={counts} range={range} />
          ) : page > 0 ? (
            <EmptyState
              title="No more issues"
              action={<LinkButton href={addressOf({ page: "" })}>First page</LinkButton>}
            >
              The list ends before this page.
            </EmptyState>
          ) : (
            <EmptyState
              title={filter === "unresolved" ? "No unresolved issues" : "No matching issues"}
              action={
                can(role, "contact:read") ? (
                  <LinkButton href={`/${slug}/contacts`}>Open contacts</LinkButton>
                ) : undefined
              }
            >
              Patchbay checks contacts in the background and whenever someone opens one. If something is wrong
              with them, it's grouped here by finding and integration.
            </EmptyState>
          )}
        </Panel>
        {hasMore || page > 0 ? (
          <nav aria-label="Pages" className="flex gap-2">
            {page > 0 ? <LinkButton href={addressOf({ page: String(page - 1) })}>Previous</LinkButton> : null}
            {hasMore ? <LinkButton href={addressOf({ page: String(page + 1) })}>Next</LinkButton> : null}
          </nav>
        ) : null}
      </>
    );
  },
});

function readChoice<Choice extends string>(
  text: string | undefined,
  choices: Record<Choice, string>,
): Choice | undefined {
  return (Object.keys(choices) as Choice[]).find((each) => each === text);
}
