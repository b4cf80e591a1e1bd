import Link from "next/link";
import { ReopenButton } from "@/components/issues/reopen-button";
import { ResolveForm } from "@/components/issues/resolve-form";
import { sayContacts } from "@/components/issues/say-issue";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { TenantContext } from "@/lib/access/action";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import type { Issue, Resolution } from "@/lib/contacts/issues/issue";
import { listFixingDeployments } from "@/lib/contacts/issues/resolve-issue";
import { reopen, resolve } from "../../actions";

interface IssueStatePanelProps {
  context: Pick<TenantContext, "tenantId" | "slug" | "role">;
  issue: Issue;
}

/** Whether it is fixed, by what and since when; and the way to say so. */
export async function IssueStatePanel({ context, issue }: IssueStatePanelProps) {
  const { tenantId, slug, role } = context;
  const { state, integrationId, code, lastAt } = issue;
  const key = { integrationId, code };
  const mayResolve = can(role, "issue:resolve");
  const deployments =
    mayResolve && state.kind !== "resolved"
      ? await withTenant(tenantId, (db) => listFixingDeployments(db, key, lastAt))
      : [];
  return (
    <Panel>
      <PanelHeader title="State" />
      <div className="flex flex-col gap-3 p-3.5">
        {state.kind === "open" ? (
          <p className="text-ink-soft">Open. Nobody has resolved it.</p>
        ) : (
          <div className="flex flex-col gap-1 text-ink-soft">
            {state.kind === "regressed" ? (
              <p className="text-ink">
                Regressed: {sayContacts(state.contactsSince)} that began after the fix{" "}
                {state.contactsSince === 1 ? "has" : "have"} it again.
              </p>
            ) : null}
            <FixedBy
              href={`/${slug}/integrations/${integrationId}/runs`}
              resolution={state.resolution}
              isBack={state.kind === "regressed"}
            />
          </div>
        )}
        {mayResolve && state.kind !== "resolved" ? (
          <ResolveForm
            slug={slug}
            issueKey={key}
            deployments={deployments.map(({ id, purpose, finishedAt, isDisproved }) => ({
              ...{ id, isDisproved },
              title: purpose === "remove" ? "Removal" : "Deployment",
              finishedAt: finishedAt.toISOString(),
            }))}
            resolve={resolve}
          />
        ) : null}
        {mayResolve && state.kind === "resolved" ? (
          <ReopenButton slug={slug} issueKey={key} reopen={reopen} />
        ) : null}
      </div>
    </Panel>
  );
}

interface FixedByProps {
  href: string;
  resolution: Resolution;
  /** The finding has come back since. */
  isBack: boolean;
}

function FixedBy({ href, resolution, isBack }: FixedByProps) {
  const { deploymentId, fixedAt, resolvedAt, resolvedByName } = resolution;
  return (
    <>
      <p>
        {deploymentId ? (
          <>
            {isBack ? "It was marked as fixed by the" : "Fixed by the"}{" "}
            <Link
              href={`${href}/${deploymentId}`}
              prefetch={false}
              className="text-accent underline underline-offset-2"
            >
              deployment of <Time at={fixedAt.toISOString()} />
            </Link>
            .
          </>
        ) : (
          <>
            {isBack ? "It was marked as fixed outside Patchbay" : "Fixed outside Patchbay"}, as of{" "}
            <Time at={fixedAt.toISOString()} />.
          </>
        )}
      </p>
      <p className="text-xs">
        Resolved by {resolvedByName} on <Time at={resolvedAt.toISOString()} />.
      </p>
    </>
  );
}
