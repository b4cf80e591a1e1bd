import Link from "next/link";
import type { ReactNode } from "react";
import { SettingDifferences } from "@/components/plan/setting-differences";
import { formatDuration } from "@/components/ui/format-time";
import { Pill } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { HistoryEntry } from "@/lib/integrations/history";
import { statusLooks } from "./run-state";

interface HistoryListProps {
  /** "/<slug>/integrations/<id>" */
  base: string;
  entries: readonly HistoryEntry[];
  /** A button that plans to go back to this deployment. */
  goBack: (deploymentId: string) => ReactNode;
}

/** An integration's deployments: who, what changed against the one before, and the way back. */
export function HistoryList({ base, entries, goBack }: HistoryListProps) {
  return (
    <ol className="divide-y divide-line">
      {entries.map((entry) => (
        <li key={entry.id} className="flex flex-col gap-2 py-2.5" data-deployment={entry.id}>
          <EntryHead base={base} entry={entry} action={entry.canGoBack ? goBack(entry.id) : null} />
          <EntryChanges entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function EntryHead({ base, entry, action }: { base: string; entry: HistoryEntry; action: ReactNode }) {
  const { id, planId, status, purpose, approvedBy, createdAt, startedAt, finishedAt, isDeployed } = entry;
  const look = statusLooks[status];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-3.5">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={`${base}/runs/${id}`} prefetch={false} className="font-semibold hover:underline">
            {purpose === "remove" ? "Removal" : "Deployment"} of <Time at={createdAt.toISOString()} />
          </Link>
          <Pill state={look.state}>{look.word}</Pill>
          {isDeployed ? <Pill state="accent">deployed now</Pill> : null}
        </p>
        <p className="text-xs text-ink-soft">
          {approvedBy ? `Approved by ${approvedBy}` : "Approved by someone unknown"}
          {startedAt && finishedAt
            ? ` · took ${formatDuration(finishedAt.getTime() - startedAt.getTime())}`
            : ""}
          {entry.restored === undefined ? null : entry.restored === "unknown" ? (
            " · goes back to an earlier deployment"
          ) : (
            <>
              {" "}
              · goes back to the deployment of <Time at={entry.restored.toISOString()} />
            </>
          )}
          {" · "}
          <Link
            href={`${base}/plans/${planId}`}
            prefetch={false}
            className="text-accent underline underline-offset-2"
          >
            Plan
          </Link>
        </p>
      </div>
      {action}
    </div>
  );
}

/** Names of one action that are read in a line; the plan has them all. */
const maxNames = 4;

const verbs = {
  create: "Created",
  update: "Updated",
  replace: "Replaced",
  adopt: "Adopted",
  delete: "Removed",
} as const;

function EntryChanges({ entry: { changes, settings, isFirst, purpose, status } }: { entry: HistoryEntry }) {
  return (
    <>
      {status === "succeeded" ? null : (
        <p className="px-3.5 text-xs text-ink-soft">Its plan. Not every step of it may have been done.</p>
      )}
      <ul className="flex flex-col gap-0.5 px-3.5 text-ink-soft">
        {changes === undefined ? <li>Another version of Patchbay recorded what it changed.</li> : null}
        {changes?.length === 0 ? <li>Changed nothing in the account.</li> : null}
        {changes?.map(({ action, things }) => (
          <li key={action} className="min-w-0 break-words">
            {action in verbs ? verbs[action as keyof typeof verbs] : action} {things.length}:{" "}
            {things.slice(0, maxNames).map(({ title, name }, index) => (
              <span key={`${title} ${name}`}>
                {index > 0 ? ", " : ""}
                {title} <span className="font-mono text-xs text-ink">{name}</span>
              </span>
            ))}
            {things.length > maxNames ? `, and ${things.length - maxNames} more` : ""}
          </li>
        ))}
      </ul>
      {purpose === "remove" ? null : settings === undefined ? (
        <p className="px-3.5 text-xs text-ink-faint">
          {isFirst
            ? "The first deployment: there are no earlier settings to compare."
            : "Settings aren't compared: what was deployed before wasn't recorded."}
        </p>
      ) : settings.length === 0 ? (
        <p className="px-3.5 text-xs text-ink-faint">No settings changed.</p>
      ) : (
        <details open={settings.length <= 4}>
          <summary className="w-fit list-none px-3.5 text-xs text-ink-soft hover:text-ink hover:underline">
            {settings.length === 1 ? "1 setting changed" : `${settings.length} settings changed`}
          </summary>
          <SettingDifferences differences={settings} />
        </details>
      )}
    </>
  );
}
