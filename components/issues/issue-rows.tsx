import Link from "next/link";
import { StateMark } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { type Issue, nameIssueKey, pathOfIssue } from "@/lib/contacts/issues/issue";
import type { IntegrationId } from "@/lib/kernel/ids";
import type { Finding } from "@/lib/trail/event";
import { nameOfFinding } from "@/lib/vendors/findings";
import { IssueChart } from "./issue-chart";
import { IssueStatePill } from "./issue-state-pill";
import { type ChartRange, nameOwner, sayContacts } from "./say-issue";

interface IssueRowsProps {
  slug: string;
  issues: readonly Issue[];
  /** Names of the integrations, by their ids. */
  names: ReadonlyMap<IntegrationId, string>;
  /** By `nameIssueKey`. */
  counts: ReadonlyMap<string, readonly number[]>;
  range: ChartRange;
}

/** One line an issue; the whole line leads to it. */
export function IssueRows({ slug, issues, names, counts, range }: IssueRowsProps) {
  return (
    <ul aria-label="Issues" className="divide-y divide-line" data-testid="issues">
      {issues.map((issue) => (
        <li key={nameIssueKey(issue)}>
          <Link
            href={`/${slug}/issues/${pathOfIssue(issue)}`}
            prefetch={false}
            className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-3.5 py-2 -outline-offset-2 hover:bg-hover md:grid-cols-[auto_minmax(0,1fr)_128px_104px_104px_84px]"
          >
            <SeverityMark severity={issue.severity} />
            <span className="min-w-0">
              <span className="block font-medium break-words">{nameOfFinding(issue.code)}</span>
              <span className="block text-xs wrap-anywhere text-ink-soft">{nameOwner(issue, names)}</span>
            </span>
            <IssueChart
              counts={counts.get(nameIssueKey(issue)) ?? []}
              range={range}
              severity={issue.severity}
              className="h-7 w-full max-md:hidden"
            />
            <span className="text-ink-soft tabular-nums max-md:col-start-2 max-md:row-start-2 max-md:text-xs md:text-right">
              {sayContacts(issue.contacts)}
            </span>
            <span className="text-right text-xs text-ink-faint max-md:col-start-3 max-md:row-start-2">
              <span className="sr-only">last seen </span>
              <Time at={issue.lastAt.toISOString()} />
            </span>
            <span className="text-right max-md:col-start-3 max-md:row-start-1">
              <IssueStatePill state={issue.state} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function SeverityMark({ severity }: { severity: Finding["severity"] | undefined }) {
  if (severity === "bad") return <StateMark state="bad" title="Failure" />;
  if (severity === "attention") return <StateMark state="attention" title="Needs attention" />;
  return <StateMark state="unknown" title="Severity not stored" />;
}
