import Link from "next/link";
import { ConnectionProof } from "@/components/connections/connection-proof";
import { defineScreen } from "@/components/define-screen";
import { SetupStrip } from "@/components/setup/setup-strip";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { connectionLine } from "@/lib/connections/connection-facts";
import { connectionKinds, findConnectionKind } from "@/lib/connections/registry";
import { listConnections } from "@/lib/connections/store";
import { describeCenters } from "@/lib/integrations/center-choices";
import { loadSetup } from "@/lib/integrations/setup-progress";

export const metadata = { title: "Connections" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }) => {
    const [connections, setup] = await Promise.all([
      withTenant(tenantId, listConnections),
      loadSetup(tenantId),
    ]);
    const buttons = can(role, "connection:write")
      ? connectionKinds.map(({ kind, title }) => (
          <LinkButton key={kind} href={`/${slug}/connections/new?kind=${kind}`}>
            Connect {title}
          </LinkButton>
        ))
      : null;
    return (
      <>
        <ScreenHeader title="Connections" actions={connections.length > 0 ? buttons : null}>
          IDs and credentials of external systems. Secrets are encrypted and never shown.
        </ScreenHeader>
        <SetupStrip
          slug={slug}
          progress={setup}
          role={role}
          // The page's own buttons connect.
          hasOwnButton={connections.length === 0}
        />
        <Panel>
          {connections.length === 0 ? (
            <EmptyState title="Nothing connected yet" action={buttons}>
              Start with your contact center: {describeCenters()}. Then connect the voice agent. Each
              connection is tested when you save it.
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {connections.map(({ id, kind, name, settings, probe, probedAt }) => (
                <li key={id}>
                  <Link
                    href={`/${slug}/connections/${id}`}
                    className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-3.5 py-2.5 hover:bg-hover sm:grid-cols-[minmax(0,1fr)_140px_240px]"
                  >
                    <span className="min-w-0">
                      <span className="block truncate font-medium" title={name}>
                        {name}
                      </span>
                      <span
                        className="block truncate text-xs text-ink-soft"
                        title={connectionLine({ kind, settings })}
                      >
                        {connectionLine({ kind, settings })}
                      </span>
                    </span>
                    <span className="text-ink-soft">{findConnectionKind(kind)?.title ?? kind}</span>
                    <span className="col-span-2 text-xs text-ink-faint sm:col-span-1 sm:text-right">
                      <ConnectionProof probe={probe} probedAt={probedAt?.toISOString()} />
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </>
    );
  },
});
