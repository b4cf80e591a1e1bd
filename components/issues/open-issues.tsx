import Link from "next/link";
import { Panel, PanelHeader } from "@/components/ui/panel";
import type { Issue } from "@/lib/contacts/issues/issue";
import type { IntegrationId } from "@/lib/kernel/ids";
import { IssueRows } from "./issue-rows";

interface OpenIssuesProps {
  slug: string;
  /** The worst; the rest is one click away. */
  issues: readonly Issue[];
  hasMore: boolean;
  /** By `nameIssueKey`. */
  counts: ReadonlyMap<string, readonly number[]>;
  /** Names of the integrations, by their ids. */
  names: ReadonlyMap<IntegrationId, string>;
}

/** The worst of what is open in the tenant's integrations, where people look first. Nothing while nothing is open. */
export function OpenIssues({ slug, issues, hasMore, counts, names }: OpenIssuesProps) {
  if (issues.length === 0) return null;
  return (
    <Panel>
      <PanelHeader
        title="Open issues"
        aside={<span className="text-xs text-ink-soft">of the last 30 days, the worst first</span>}
        actions={
          <Link href={`/${slug}/issues`} className="text-accent underline underline-offset-2">
            {hasMore ? "See all issues" : "Issues"}
          </Link>
        }
      />
      <IssueRows slug={slug} issues={issues} names={names} counts={counts} range="month" />
    </Panel>
  );
}
