import Link from "next/link";
import { formatDuration } from "@/components/ui/format-time";
import { Pill } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { DeploymentSummary } from "@/lib/deployments/load-deployment-view";
import { statusLooks } from "./run-state";

interface DeploymentsListProps {
  slug: string;
  deployments: readonly DeploymentSummary[];
  /** By integration id; given where several integrations' deployments stand together. */
  names?: ReadonlyMap<string, string>;
}

export function DeploymentsList({ slug, deployments, names }: DeploymentsListProps) {
  return (
    <ul className="divide-y divide-line">
      {deployments.map((deployment) => {
        const look = statusLooks[deployment.status];
        const { startedAt, finishedAt, createdAt } = deployment;
        return (
          <li key={deployment.id}>
            <Link
              href={`/${slug}/integrations/${deployment.integrationId}/runs/${deployment.id}`}
              prefetch={false}
              className="grid grid-cols-[80px_minmax(0,1fr)] items-start gap-x-3 gap-y-0.5 px-3.5 py-2 hover:bg-hover sm:grid-cols-[80px_minmax(0,1fr)_auto]"
            >
              <span>
                <Pill state={look.state}>{look.word}</Pill>
              </span>
              <span className="min-w-0 break-words">
                {deployment.purpose === "remove" ? "Removal" : "Deployment"}
                {names ? ` of ${names.get(deployment.integrationId) ?? ""}` : ""}
                {deployment.approvedBy ? (
                  <span className="text-ink-faint"> · {deployment.approvedBy}</span>
                ) : null}
              </span>
              <span className="text-xs text-ink-faint max-sm:col-start-2 sm:mt-0.5 sm:text-right">
                {startedAt && finishedAt
                  ? `${formatDuration(finishedAt.getTime() - startedAt.getTime())} · `
                  : ""}
                <Time at={createdAt.toISOString()} />
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
