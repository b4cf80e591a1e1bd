import { Suspense } from "react";
import { TestCallButton } from "@/components/calls/test-call-button";
import { defineScreen } from "@/components/define-screen";
import { PatchBay } from "@/components/patch-bay/patch-bay";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Time } from "@/components/ui/time";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { toCallable } from "@/lib/calls/call-endings";
import { type DeployedResource, listResources } from "@/lib/integrations/outputs";
import { loadOverview } from "@/lib/integrations/overview";
import { findResourceType } from "@/lib/vendors/resource-types";
import { toPicture } from "../../overview/to-picture";
import { listFaults, placeCall } from "../../place-call";
import { BypassTruth } from "./bypass-truth";
import { IntegrationHeader } from "./header";
import { loadIntegrationOfAddress } from "./load-integration-of-address";

export default defineScreen<{ tenant: string; integrationId: string }>({
  permission: "tenant:read",
  render: async (context, { params }) => {
    const { tenantId, slug, role } = context;
    const integration = await loadIntegrationOfAddress(tenantId, params.integrationId);
    const [[picture], resources] = await Promise.all([
      loadOverview(tenantId, integration.id),
      withTenant(tenantId, (db) => listResources(db, integration.id)),
    ]);
    return (
      <>
        <IntegrationHeader
          context={context}
          integration={integration}
          actions={
            integration.isDeployed && can(role, "call:place") ? (
              <TestCallButton
                slug={slug}
                integrations={[toCallable(integration)]}
                place={placeCall}
                listFaults={listFaults}
              />
            ) : null
          }
        />
        {integration.canBypass && !integration.unfinishedTurn ? (
          <Suspense>
            <BypassTruth tenantId={tenantId} integration={integration} />
          </Suspense>
        ) : null}
        {picture ? (
          <Panel>
            <div className="p-1 md:p-3">
              {picture.problem ? (
                <ProblemNotice problem={picture.problem} state="attention" />
              ) : (
                <PatchBay picture={toPicture(slug, picture, { canSeeCalls: can(role, "contact:read") })} />
              )}
            </div>
          </Panel>
        ) : null}
        <Panel>
          <PanelHeader
            title="Resources"
            aside={<span className="text-xs text-ink-faint">{resources.length}</span>}
          />
          {resources.length === 0 ? (
            integration.isDeployed ? (
              <EmptyState title="Nothing to deploy">
                With these settings, Patchbay creates nothing in the {integration.into.account}. The guide
                lists what people set up there.
              </EmptyState>
            ) : (
              <EmptyState title="Nothing is deployed">
                Plan changes: Patchbay reads the account and shows each change and its cost before anything is
                deployed.
              </EmptyState>
            )
          ) : (
            <ul className="divide-y divide-line">
              {resources.map((resource) => (
                <ResourceRow key={resource.logicalId} resource={resource} />
              ))}
            </ul>
          )}
        </Panel>
      </>
    );
  },
});

function ResourceRow({ resource }: { resource: DeployedResource }) {
  const { type, name, physicalId, updatedAt } = resource;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-3.5 py-1.5 md:grid-cols-[150px_minmax(0,1fr)_minmax(0,1fr)_auto]">
      <span className="text-ink-soft md:col-start-1 md:row-start-1">
        {findResourceType(type)?.title ?? type}
      </span>
      <span className="col-start-1 min-w-0 font-mono text-xs break-all md:col-start-2 md:row-start-1">
        {name}
      </span>
      <span className="hidden min-w-0 items-center gap-1.5 md:col-start-3 md:row-start-1 md:flex">
        <span className="min-w-0 truncate font-mono text-xs text-ink-faint" title={physicalId}>
          {physicalId}
        </span>
        {physicalId ? <CopyButton value={physicalId} label={`ID of ${name}`} small /> : null}
      </span>
      <span className="col-start-2 row-start-1 text-xs text-ink-faint md:col-start-4">
        <Time at={updatedAt.toISOString()} />
      </span>
    </li>
  );
}
