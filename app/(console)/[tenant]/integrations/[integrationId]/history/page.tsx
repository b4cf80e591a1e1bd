import { defineScreen } from "@/components/define-screen";
import { PlanButton } from "@/components/plan/plan-button";
import { HistoryList } from "@/components/run/history-list";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { loadHistory } from "@/lib/integrations/history";
import { parseMoment } from "@/lib/kernel/parse-moment";
import { goBack } from "../../actions";
import { IntegrationHeader } from "../header";
import { loadIntegrationOfAddress } from "../load-integration-of-address";

export const metadata = { title: "History" };

const pageSize = 20;

export default defineScreen<{ tenant: string; integrationId: string }>({
  permission: "tenant:read",
  render: async (context, { params, search }) => {
    const { tenantId, slug, role } = context;
    const integration = await loadIntegrationOfAddress(tenantId, params.integrationId);
    const before = parseMoment(search.before);
    const entries = await withTenant(tenantId, (db) =>
      loadHistory(db, integration, {
        limit: pageSize,
        ...(before ? { before } : {}),
      }),
    );
    const last = entries.at(-1);
    const base = `/${slug}/integrations/${integration.id}`;
    return (
      <>
        <IntegrationHeader context={context} integration={integration} />
        <Panel>
          {entries.length === 0 && before ? (
            <EmptyState
              title="No older deployments"
              action={<LinkButton href={`${base}/history`}>Newest</LinkButton>}
            >
              The history ends before this page.
            </EmptyState>
          ) : entries.length === 0 ? (
            <EmptyState title="No deployments yet">
              Every approved plan is listed here: who approved it and when, what changed, and a way back to
              it.
            </EmptyState>
          ) : (
            <HistoryList
              base={base}
              entries={entries}
              goBack={(deploymentId) =>
                can(role, "integration:write") ? (
                  <PlanButton
                    slug={slug}
                    look="plain"
                    label="Go back to this one"
                    waitsFor={integration.into.waitsFor}
                    plan={goBack.bind(null, slug, { deploymentId })}
                  />
                ) : null
              }
            />
          )}
        </Panel>
        {last && entries.length === pageSize ? (
          <div>
            <LinkButton href={`${base}/history?before=${encodeURIComponent(last.createdAt.toISOString())}`}>
              Older
            </LinkButton>
          </div>
        ) : null}
      </>
    );
  },
});
