import { notFound } from "next/navigation";
import { TestCallButton } from "@/components/calls/test-call-button";
import { defineScreen } from "@/components/define-screen";
import { PlanButton } from "@/components/plan/plan-button";
import { toRunState } from "@/components/run/run-state";
import { RunView } from "@/components/run/run-view";
import { whatIsLeft } from "@/components/run/what-is-left";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { toCallable } from "@/lib/calls/call-endings";
import { loadDeploymentView } from "@/lib/deployments/load-deployment-view";
import { loadPlan } from "@/lib/deployments/make-plan";
import { listFaults, placeCall } from "../../../../place-call";
import { leave, plan, retry, stop } from "../../../actions";
import { loadIntegrationOfAddress } from "../../load-integration-of-address";
import { LeaveButtons } from "./leave-buttons";
import { RetryButton } from "./retry-button";
import { StopButton } from "./stop-button";

export const metadata = { title: "Deployment" };

export default defineScreen<{ tenant: string; integrationId: string; deploymentId: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }, { params }) => {
    const integration = await loadIntegrationOfAddress(tenantId, params.integrationId);
    const view = await withTenant(tenantId, (db) => loadDeploymentView(db, params.deploymentId));
    if (!view || view.integrationId !== integration.id) notFound();
    const isRemoval = view.purpose === "remove";
    const failedRemovals = view.steps
      .filter(({ state, step }) => state === "failed" && step.action === "delete")
      .map(({ id, step }) => ({ id, title: step.title, name: step.name }));
    const base = `/${slug}/integrations/${integration.id}`;
    const removal = isRemoval ? await loadPlan(tenantId, view.planId) : undefined;
    // Otherwise nobody knows what is left, or that all of it is deployed.
    const isReadable = view.problem === undefined && removal?.ok !== false;
    const unsearched = removal?.ok ? removal.value.unsearched : [];
    return (
      <>
        <ScreenHeader
          title={integration.name}
          back={{ href: base, label: integration.name }}
          pills={<Pill>{isRemoval ? "removal" : "deployment"}</Pill>}
        >
          Approved by {view.approvedBy || "a former member"}, <Time at={view.createdAt.toISOString()} />.
          {view.finishedAt === null ? " You can leave this page: it keeps running." : ""}
        </ScreenHeader>
        <RunView
          key={view.id}
          initial={toRunState(view, new Date())}
          eventsUrl={`/api/${slug}/deployments/${view.id}/events`}
          goOn={
            can(role, "integration:deploy") ? (
              <div className="flex flex-wrap items-start justify-end gap-2">
                <LeaveButtons deploymentId={view.id} steps={failedRemovals} leave={leave.bind(null, slug)} />
                <RetryButton
                  label={view.status === "failed" ? "Try again" : "Continue"}
                  retry={retry.bind(null, slug, { deploymentId: view.id })}
                />
              </div>
            ) : null
          }
          otherWays={
            can(role, "integration:write") ? (
              <div className="flex flex-wrap gap-2">
                <PlanButton
                  slug={slug}
                  look="plain"
                  label="Plan changes"
                  waitsFor={integration.into.waitsFor}
                  plan={plan.bind(null, slug, { integrationId: integration.id, purpose: "deploy" })}
                />
                <PlanButton
                  slug={slug}
                  look="plain"
                  label="Plan removal"
                  waitsFor={integration.into.waitsFor}
                  plan={plan.bind(null, slug, { integrationId: integration.id, purpose: "remove" })}
                />
              </div>
            ) : null
          }
          stop={
            can(role, "integration:deploy") ? (
              <StopButton isRemoval={isRemoval} stop={stop.bind(null, slug, { deploymentId: view.id })} />
            ) : null
          }
          next={
            isReadable ? (
              <Panel className="flex flex-wrap items-center gap-3 px-3.5 py-3">
                {isRemoval ? (
                  <>
                    <p className="min-w-0 flex-1 basis-72">{whatIsLeft(view.steps, unsearched)}</p>
                    <LinkButton href={`${base}/remove`}>Remove it from Patchbay</LinkButton>
                  </>
                ) : (
                  <>
                    <p className="min-w-0 flex-1 basis-72">
                      Everything is deployed. Watch a call to check each hop.
                    </p>
                    <LinkButton href={`${base}/guide`}>Manual steps</LinkButton>
                    {can(role, "call:place") ? (
                      <TestCallButton
                        slug={slug}
                        integrations={[toCallable(integration)]}
                        place={placeCall}
                        listFaults={listFaults}
                      />
                    ) : null}
                    {can(role, "contact:read") ? (
                      <LinkButton href={`${base}/watch`} look="solid">
                        Watch a call
                      </LinkButton>
                    ) : null}
                  </>
                )}
              </Panel>
            ) : null
          }
        />
      </>
    );
  },
});
