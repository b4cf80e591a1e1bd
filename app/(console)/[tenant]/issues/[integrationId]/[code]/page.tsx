import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { defineScreen } from "@/components/define-screen";
import { IssueChart } from "@/components/issues/issue-chart";
import { SeverityMark } from "@/components/issues/issue-rows";
import { IssueStatePill } from "@/components/issues/issue-state-pill";
import { type ChartRange, nameOwner } from "@/components/issues/say-issue";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLink } from "@/components/ui/filter-link";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import {
  type Issue,
  nameIssueKey,
  noIntegration,
  parseIssueKey,
  pathOfIssue,
} from "@/lib/contacts/issues/issue";
import { chartSpans, countOverTime, loadIssue } from "@/lib/contacts/issues/list-issues";
import { listIntegrationNames } from "@/lib/integrations/list-integration-names";
import { isFinding, nameOfFinding } from "@/lib/vendors/findings";
import { IssueContacts } from "./issue-contacts";
import { IssueFacts } from "./issue-facts";
import { IssueNotes } from "./issue-notes";
import { IssueStatePanel } from "./issue-state-panel";

interface Address {
  tenant: string;
  integrationId: string;
  code: string;
}

export async function generateMetadata({ params }: { params: Promise<Address> }): Promise<Metadata> {
  return { title: `Issue: ${nameOfFinding((await params).code)}` };
}

export default defineScreen<Address>({
  permission: "tenant:read",
  render: async (context, { params, search }) => {
    const { tenantId, slug, role } = context;
    const key = parseIssueKey(params.integrationId, params.code);
    if (!key) notFound();
    const range: ChartRange = search.range === "day" ? "day" : "month";
    const { issue, names, counts } = await withTenant(tenantId, async (db) => ({
      issue: await loadIssue(db, tenantId, key),
      names: await listIntegrationNames(db),
      counts: (await countOverTime(db, tenantId, [key], chartSpans[range])).get(nameIssueKey(key)) ?? [],
    }));
    // Of an integration that this tenant has not, there is an issue only while calls of one that was deleted are stored.
    const hasOwner = key.integrationId === noIntegration || names.has(key.integrationId);
    if (!issue && !(isFinding(key.code) && hasOwner)) notFound();
    const path = `/${slug}/issues/${pathOfIssue(key)}`;
    return (
      <>
        <ScreenHeader
          title={nameOfFinding(key.code)}
          back={{ href: `/${slug}/issues`, label: "Issues" }}
          pills={issue ? <IssueStatePill state={issue.state} /> : null}
        >
          {nameOwner(key, names)}
        </ScreenHeader>
        {issue ? (
          <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
            {/* One below the other on a narrow screen: the long list of contacts and the notes come last. */}
            <div className="flex min-w-0 flex-col gap-4 max-lg:contents">
              <Panel>
                <PanelHeader
                  title="Contacts over time"
                  aside={<SeverityMark severity={issue.severity} />}
                  actions={
                    <nav aria-label="Chart" className="flex gap-1">
                      <FilterLink href={path} isHere={range === "month"}>
                        30 days
                      </FilterLink>
                      <FilterLink href={`${path}?range=day`} isHere={range === "day"}>
                        24 hours
                      </FilterLink>
                    </nav>
                  }
                />
                <LargeChart counts={counts} range={range} issue={issue} />
              </Panel>
              {can(role, "contact:read") ? (
                <IssueContacts
                  tenantId={tenantId}
                  slug={slug}
                  issue={issue}
                  after={search.after}
                  range={range}
                />
              ) : null}
            </div>
            <div className="flex min-w-0 flex-col gap-4 max-lg:contents">
              <IssueStatePanel context={context} issue={issue} />
              <IssueFacts slug={slug} issue={issue} names={names} />
              {can(role, "contact:read") ? (
                <div className="min-w-0 max-lg:order-last">
                  <IssueNotes context={context} issueKey={key} />
                </div>
              ) : null}
            </div>
          </div>
        ) : (
          <Panel>
            <EmptyState title="No contacts with this finding">
              Findings are stored for 30 days. If a contact has this one again, the issue is here.
            </EmptyState>
          </Panel>
        )}
      </>
    );
  },
});

function LargeChart({
  counts,
  range,
  issue,
}: {
  counts: readonly number[];
  range: ChartRange;
  issue: Issue;
}) {
  const { bars, barMs } = chartSpans[range];
  const fixedAt = issue.state.kind === "open" ? undefined : issue.state.resolution.fixedAt;
  const mark = fixedAt === undefined ? -1 : bars - (Date.now() - fixedAt.getTime()) / barMs;
  return (
    <div className="px-3.5 py-3">
      <div className="flex justify-between text-2xs text-ink-faint">
        <span>Peak: {Math.max(0, ...counts)}</span>
        {mark >= 0 ? <span>dashed line: fixed</span> : null}
      </div>
      <IssueChart
        counts={counts}
        range={range}
        severity={issue.severity}
        mark={mark >= 0 ? mark : undefined}
        className="h-28 w-full"
      />
      <div className="flex justify-between text-2xs text-ink-faint">
        <span>{range === "day" ? "24 hours ago" : "30 days ago"}</span>
        <span>now</span>
      </div>
    </div>
  );
}
