import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Pill } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { withTenant } from "@/lib/access/tenant/scope";
import { type FlowVersion, listFlowVersions } from "@/lib/flow-library/list-versions";
import { parseMoment } from "@/lib/kernel/parse-moment";
import { defineFlowScreen } from "../define-flow-screen";
import type { LoadedFlow } from "../load-flow";

export const metadata = { title: "Flow versions" };

export default defineFlowScreen(async ({ context, loaded, search }) => {
  const { tenantId, slug } = context;
  const { shown, account, stages } = loaded;
  const before = parseMoment(search.before);
  const page = await withTenant(tenantId, (db) => listFlowVersions(db, shown.arn, before));
  const [newest] = page.versions;
  // The same content may have been published more than once: live is the last time.
  const whatCallsRun =
    before === undefined ? page.versions.find((version) => isLive(version, loaded)) : undefined;
  const isChangedSince =
    before === undefined && newest !== undefined && stages.live !== undefined && !isLive(newest, loaded);
  return (
    <>
      {isChangedSince ? (
        <ProblemNotice
          state="attention"
          problem={{
            code: "flow-changed-past-patchbay",
            sentence: whatCallsRun
              ? "The live flow has the content of an older version. It was published outside Patchbay."
              : "The live flow isn't one of these versions. It was published outside Patchbay.",
            wayOut: "Compare it with the newest version to see what changed.",
          }}
          action={
            <LinkButton
              size="small"
              href={account.address(`/${shown.id}/compare`, { before: newest.id, after: "live" })}
            >
              Compare
            </LinkButton>
          }
        />
      ) : null}
      <Panel>
        <PanelHeader title="Published from Patchbay" />
        {page.versions.length === 0 ? (
          <EmptyState title={before ? "No older versions" : "No versions yet"}>
            Patchbay keeps every version that it publishes. Versions published directly in Amazon Connect
            aren't listed, but the live version is always shown.
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line" data-testid="versions">
            {page.versions.map((version, index) => (
              <VersionRow
                key={version.id}
                slug={slug}
                version={version}
                loaded={loaded}
                older={page.versions[index + 1]}
                isWhatCallsRun={version === whatCallsRun}
              />
            ))}
          </ul>
        )}
        {page.before || before ? (
          <nav aria-label="Pages" className="flex gap-2 border-t border-line px-3.5 py-2.5">
            {before ? (
              <LinkButton size="small" href={account.address(`/${shown.id}/versions`)}>
                Newest
              </LinkButton>
            ) : null}
            {page.before ? (
              <LinkButton
                size="small"
                href={account.address(`/${shown.id}/versions`, { before: page.before.toISOString() })}
              >
                Older
              </LinkButton>
            ) : null}
          </nav>
        ) : null}
      </Panel>
    </>
  );
});

interface VersionRowProps {
  slug: string;
  version: FlowVersion;
  loaded: LoadedFlow;
  /** The one before it. */
  older: FlowVersion | undefined;
  isWhatCallsRun: boolean;
}

function VersionRow({ slug, version, loaded, older, isWhatCallsRun }: VersionRowProps) {
  const { account, shown } = loaded;
  const { id, at, savedBy, name, integrationId, deploymentId } = version;
  const compared = isWhatCallsRun && older ? { before: older.id, after: id } : { before: id, after: "live" };
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-3.5 py-2 md:grid-cols-[120px_minmax(0,1fr)_minmax(0,1fr)_auto]">
      <span>
        <Time at={at.toISOString()} />
      </span>
      <span className="order-3 min-w-0 text-ink-soft md:order-none">
        {savedBy}
        {integrationId && deploymentId ? (
          <>
            {" · "}
            <Link
              href={`/${slug}/integrations/${integrationId}/runs/${deploymentId}`}
              className="text-accent underline underline-offset-2"
            >
              deployment
            </Link>
          </>
        ) : null}
      </span>
      <span className="order-4 min-w-0 truncate text-ink-faint md:order-none">
        {isWhatCallsRun ? (
          <Pill state="good">live</Pill>
        ) : isLive(version, loaded) ? (
          "same as the live version"
        ) : name === shown.name ? (
          ""
        ) : (
          `named ${name}`
        )}
      </span>
      <span className="flex gap-2 text-right">
        <Link
          href={account.address(`/${shown.id}/compare`, compared)}
          className="text-accent underline underline-offset-2"
        >
          Compare
        </Link>
        <a
          href={`/api/${slug}/flows/${shown.id}/export?version=${id}`}
          download
          className="text-accent underline underline-offset-2"
        >
          Export
        </a>
      </span>
    </li>
  );
}

function isLive({ contentSha256 }: FlowVersion, { stages }: LoadedFlow): boolean {
  return stages.live !== undefined && stages.live.contentSha256 === contentSha256;
}
