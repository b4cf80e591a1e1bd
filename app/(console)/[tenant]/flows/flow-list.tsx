import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { ReadProblem } from "@/components/ui/read-problem";
import { Pill } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { TenantContext } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { answerInTime } from "@/lib/aws/answer-in-time";
import type { FlowListItem } from "@/lib/flow-library/flow-of-instance";
import { listFlows } from "@/lib/flow-library/list-flows";
import { listIntegrations } from "@/lib/integrations/store";
import { AskAbout } from "../ask-about";
import type { FlowAccount } from "./flow-account";
import { FlowStatePill } from "./flow-state-pill";

interface FlowListProps {
  reader: Pick<TenantContext, "tenantId" | "slug" | "name" | "role">;
  account: FlowAccount;
  name: string | undefined;
  type: string | undefined;
  page: string | undefined;
  canImport: boolean;
}

export async function FlowList({ reader, account, name, type, page, canImport }: FlowListProps) {
  const { tenantId, slug } = reader;
  const [found, integrations] = await Promise.all([
    answerInTime(listFlows({ tenantId, connectionId: account.connectionId, name, type, pageToken: page })),
    withTenant(tenantId, listIntegrations),
  ]);
  if (!found.ok) {
    return (
      <div className="p-3.5">
        <ReadProblem problem={found.problem} state="bad">
          <LinkButton size="small" href={`/${slug}/connections/${account.connectionId}`}>
            View connection
          </LinkButton>
        </ReadProblem>
        <AskAbout reader={reader} problem={found.problem} screen="flows" />
      </div>
    );
  }
  const { flows, nextPageToken } = found.value;
  const names = new Map(integrations.map((integration) => [integration.id, integration.name]));
  const older = nextPageToken && account.address("", { name, type, page: nextPageToken });
  return (
    <>
      {flows.length === 0 ? (
        <NoFlow isSearch={Boolean(name || type || page)} account={account} canImport={canImport} />
      ) : (
        <ul className="divide-y divide-line" data-testid="flows">
          {flows.map((flow) => (
            <FlowRow
              key={flow.id}
              flow={flow}
              href={account.address(`/${flow.id}`)}
              owner={
                flow.integrationId ? (names.get(flow.integrationId) ?? "another integration") : undefined
              }
            />
          ))}
        </ul>
      )}
      {older || page ? (
        <nav aria-label="Pages" className="flex gap-2 border-t border-line px-3.5 py-2.5">
          {page ? (
            <LinkButton size="small" href={account.address("", { name, type })}>
              First page
            </LinkButton>
          ) : null}
          {older ? (
            <LinkButton size="small" href={older}>
              More
            </LinkButton>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}

function NoFlow({
  isSearch,
  account,
  canImport,
}: {
  isSearch: boolean;
  account: FlowAccount;
  canImport: boolean;
}) {
  if (isSearch) {
    return (
      <EmptyState
        title="No flows match"
        action={<LinkButton href={account.address("")}>Show all flows</LinkButton>}
      >
        Search looks for part of the flow's name and is case-sensitive.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No flows in this instance yet"
      action={
        canImport ? (
          <LinkButton look="solid" href={account.address("/import")}>
            Import a flow
          </LinkButton>
        ) : null
      }
    >
      Import a flow that was exported elsewhere, or deploy an integration, which includes its own.
    </EmptyState>
  );
}

/** Name, whose it is, state, blocks, last change. */
function FlowRow({ flow, href, owner }: { flow: FlowListItem; href: string; owner: string | undefined }) {
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-3.5 py-2 hover:bg-hover md:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_84px_72px_104px] xl:grid-cols-[minmax(0,1fr)_minmax(0,220px)_110px_80px_110px]"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium" title={flow.name}>
            {flow.name}
          </span>
          <span className="block truncate text-xs text-ink-soft" title={flow.description || undefined}>
            {flow.typeTitle}
            {flow.description ? ` · ${flow.description}` : ""}
          </span>
        </span>
        <span
          title={owner}
          className="order-3 min-w-0 truncate text-xs text-ink-soft md:order-none md:text-sm"
        >
          {owner ? (
            <>
              <Pill state="accent">managed</Pill> {owner}
            </>
          ) : (
            "not managed"
          )}
        </span>
        <span className="text-right md:text-left">
          <FlowStatePill flow={flow} />
        </span>
        <span className="hidden text-right text-xs text-ink-soft md:block">
          {flow.blocks === undefined ? "not read" : flow.blocks === 1 ? "1 block" : `${flow.blocks} blocks`}
        </span>
        <span className="order-4 text-right text-xs text-ink-faint md:order-none">
          {flow.changedAt ? <Time at={flow.changedAt} /> : ""}
        </span>
      </Link>
    </li>
  );
}
