import { defineScreen } from "@/components/define-screen";
import { DeploymentsList } from "@/components/run/deployments-list";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { withTenant } from "@/lib/access/tenant/scope";
import { listDeployments } from "@/lib/deployments/read-deployment";
import { IntegrationHeader } from "../header";
import { loadIntegration } from "../load";

export const metadata = { title: "History" };

const pageSize = 20;

export default defineScreen<{ tenant: string; integrationId: string }>({
  permission: "tenant:read",
  render: async (context, { params, search }) => {
    const { tenantId, slug } = context;
    const integration = await loadIntegration(tenantId, params.integrationId);
    const before = search.before ? new Date(search.before) : undefined;
    const deployments = await withTenant(tenantId, (db) =>
      listDeployments(db, integration.id, {
        limit: pageSize,
        ...(before && !Number.isNaN(before.getTime()) ? { before } : {}),
      }),
    );
    const last = deployments.at(-1);
    return (
      <>
        <IntegrationHeader context={context} integration={integration} />
        <Panel>
          {deployments.length === 0 ? (
            <EmptyState title="No deployments yet">
              Every approved plan is listed here, with its steps, how long they took, who approved it, and
              when.
            </EmptyState>
          ) : (
            <DeploymentsList slug={slug} deployments={deployments} />
          )}
        </Panel>
        {last && deployments.length === pageSize ? (
          <div>
            <LinkButton
              href={`/${slug}/integrations/${integration.id}/history?before=${encodeURIComponent(last.createdAt.toISOString())}`}
            >
              Older
            </LinkButton>
          </div>
        ) : null}
      </>
    );
  },
});
