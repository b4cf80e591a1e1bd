import type { ReactNode } from "react";
import { BypassButton } from "@/components/bypass/bypass-button";
import { PlanButton } from "@/components/plan/plan-button";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import type { TenantContext } from "@/lib/access/action";
import { can } from "@/lib/access/auth/permissions";
import type { IntegrationView } from "@/lib/integrations/store";
import { turnBypass } from "../../turn-bypass";
import { plan } from "../actions";
import { IntegrationTabs } from "./tabs";

interface IntegrationHeaderProps {
  context: TenantContext;
  integration: IntegrationView;
  actions?: ReactNode;
}

export function IntegrationHeader({ context, integration, actions }: IntegrationHeaderProps) {
  const { slug, role } = context;
  const { id, name, blueprintTitle, prefix, isDeployed, canBypass, into } = integration;
  const { hasUndeployedSettings, lastDeployment, bypass, bypassWords } = integration;
  const isRunning = lastDeployment?.status === "running" || lastDeployment?.status === "queued";
  return (
    <>
      <ScreenHeader
        title={name}
        back={{ href: `/${slug}/integrations`, label: "Integrations" }}
        pills={
          <>
            {isDeployed ? <Pill state="good">deployed</Pill> : <Pill>not deployed</Pill>}
            {hasUndeployedSettings ? <Pill state="attention">saved, not deployed</Pill> : null}
            {bypass ? <Pill state="attention">bypassed</Pill> : null}
            {isRunning ? <Pill state="accent">running now</Pill> : null}
          </>
        }
        actions={
          <>
            {canBypass && !bypass && can(role, "integration:deploy") ? (
              <BypassButton
                name={name}
                isOn={false}
                turn={turnBypass.bind(null, slug, id)}
                words={bypassWords}
              />
            ) : null}
            {actions}
            {can(role, "integration:write") ? (
              <PlanButton
                slug={slug}
                label="Plan changes"
                waitsFor={into.waitsFor}
                plan={plan.bind(null, slug, { integrationId: id, purpose: "deploy" })}
              />
            ) : null}
          </>
        }
      >
        {name === blueprintTitle ? null : blueprintTitle}
        {prefix ? <span className="font-mono text-xs"> prefix {prefix}</span> : null}
      </ScreenHeader>
      <IntegrationTabs slug={slug} integrationId={id} canOpenContacts={can(role, "contact:read")} />
    </>
  );
}
