import { TestCallButton } from "@/components/calls/test-call-button";
import { defineScreen } from "@/components/define-screen";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { WatchCall } from "@/components/watch/watch-call";
import { can } from "@/lib/access/auth/permissions";
import { toCallable } from "@/lib/calls/call-endings";
import { loadWatchable } from "@/lib/watch/load-watchable";
import { listFaults, placeCall } from "../../../place-call";
import { IntegrationHeader } from "../header";
import { loadIntegrationOfAddress } from "../load-integration-of-address";
import { Afterwards } from "./afterwards";

export const metadata = { title: "Watch a call" };

export default defineScreen<{ tenant: string; integrationId: string }>({
  permission: "contact:read",
  render: async (context, { params }) => {
    const { tenantId, slug, role } = context;
    const integration = await loadIntegrationOfAddress(tenantId, params.integrationId);
    const { id, name, blueprint, isDeployed, into } = integration;
    if (!isDeployed) {
      return (
        <>
          <IntegrationHeader context={context} integration={integration} />
          <Panel>
            <EmptyState
              title="Not deployed yet"
              action={<LinkButton href={`/${slug}/integrations/${id}`}>Plan the deployment</LinkButton>}
            >
              The number leads to the flow once the integration is deployed. This page then waits for your
              call and checks off each hop.
            </EmptyState>
          </Panel>
        </>
      );
    }
    const { numbers, isSandbox, hops } = await loadWatchable(tenantId, id);
    return (
      <>
        <IntegrationHeader context={context} integration={integration} />
        <WatchCall
          slug={slug}
          integrationId={id}
          numbers={numbers}
          isSandbox={isSandbox}
          expected={hops}
          waitsFor={into.waitsFor === "AWS" ? "Amazon Connect" : into.waitsFor}
          serverNow={Date.now()}
          afterwards={
            <Afterwards
              slug={slug}
              integrationId={id}
              settings={integration.settings}
              deployedSettings={integration.deployedSettings}
              canPlan={can(role, "integration:write")}
            />
          }
          placeCall={
            isSandbox && can(role, "call:place") ? (
              <TestCallButton
                slug={slug}
                integrations={[toCallable({ id, name, blueprint })]}
                place={placeCall}
                listFaults={listFaults}
                look="solid"
                stays
              />
            ) : null
          }
        />
      </>
    );
  },
});
