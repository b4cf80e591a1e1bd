import Link from "next/link";
import { defineScreen } from "@/components/define-screen";
import { PlanButton } from "@/components/plan/plan-button";
import { statusLooks } from "@/components/run/run-state";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { type IntegrationView, listIntegrations } from "@/lib/integrations/store";
import type { DeploymentStatus } from "@/prisma/generated/enums";

import { plan } from "./actions";

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
                <IntegrationRow
                  key={integration.id}
                  slug={slug}
                  integration={integration}
                  canPlan={can(role, "integration:write")}
                />
              ))}
            </ul>
          )}
        </Panel>
      </>
    );
  },
});

interface IntegrationRowProps {
  slug: string;
  integration: IntegrationView;
  canPlan: boolean;
}

function IntegrationRow({ slug, integration, canPlan }: IntegrationRowProps) {
  const { id, name, blueprintTitle, deployed, isDeployed, lastDeployment, hasUndeployedSettings } =
    integration;
  const look = lastDeployment ? statusLooks[lastDeployment.status as DeploymentStatus] : undefined;
  return (
    <li className="flex flex-wrap items-center">
      <Link
        href={`/${slug}/integrations/${id}`}
        className="grid min-w-0 flex-1 basis-[540px] grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-3.5 py-2.5 hover:bg-hover sm:grid-cols-[minmax(0,1fr)_120px_200px]"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium" title={name}>
            {name}
          </span>
          <span className="block truncate text-xs text-ink-soft">{blueprintTitle}</span>
        </span>
        <span className="text-ink-soft">
          {deployed === 0
            ? isDeployed
              ? "nothing to deploy"
              : "not deployed"
            : deployed === 1
              ? "1 resource"
              : `${deployed} resources`}
        </span>
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
      {hasUndeployedSettings ? (
        <span className="flex flex-wrap items-center gap-2 px-3.5 py-1.5">
          <Pill state="attention">saved, not deployed</Pill>
          {canPlan ? (
            <PlanButton
              slug={slug}
              look="plain"
              size="small"
              label="Plan changes"
              waitsFor={integration.into.waitsFor}
              plan={plan.bind(null, slug, { integrationId: id, purpose: "deploy" })}
            />
          ) : null}
        </span>
      ) : null}
    </li>
  );
}
