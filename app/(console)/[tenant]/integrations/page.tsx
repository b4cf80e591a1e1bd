import Link from "next/link";
import { defineScreen } from "@/components/define-screen";
import { statusLooks } from "@/components/run/run-state";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { type IntegrationView, listIntegrations } from "@/lib/integrations/store";
import type { DeploymentStatus } from "@/prisma/generated/enums";

export const metadata = { title: "Integrations" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }) => {
    const integrations = await withTenant(tenantId, listIntegrations);
    const newButton = can(role, "integration:write") ? (
      <LinkButton look={integrations.length === 0 ? "solid" : "plain"} href={`/${slug}/integrations/new`}>
        New integration
      </LinkButton>
    ) : null;
    return (
      <>
        <ScreenHeader title="Integrations" actions={integrations.length > 0 ? newButton : null}>
          The voice agents wired into your contact center. Each integration is planned, approved, and deployed
          as a whole.
        </ScreenHeader>
        <Panel>
          {integrations.length === 0 ? (
            <EmptyState title="No integrations yet" action={newButton}>
              Create one, check its settings, and plan changes. The plan shows every step before anything
              changes.
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {integrations.map((integration) => (
                <IntegrationRow key={integration.id} slug={slug} integration={integration} />
              ))}
            </ul>
          )}
        </Panel>
      </>
    );
  },
});

function IntegrationRow({ slug, integration }: { slug: string; integration: IntegrationView }) {
  const { id, name, blueprintTitle, deployed, lastDeployment } = integration;
  const look = lastDeployment ? statusLooks[lastDeployment.status as DeploymentStatus] : undefined;
  return (
    <li>
      <Link
        href={`/${slug}/integrations/${id}`}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-3.5 py-2.5 hover:bg-hover sm:grid-cols-[minmax(0,1fr)_120px_200px]"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium">{name}</span>
          <span className="block truncate text-xs text-ink-soft">{blueprintTitle}</span>
        </span>
        <span className="text-ink-soft">{deployed > 0 ? `${deployed} resources` : "not deployed"}</span>
        <span className="hidden text-right text-xs text-ink-faint sm:block">
          {look && lastDeployment ? (
            <>
              <Pill state={look.state}>{look.word}</Pill> <Time at={lastDeployment.createdAt.toISOString()} />
            </>
          ) : (
            "never deployed"
          )}
        </span>
      </Link>
    </li>
  );
}
