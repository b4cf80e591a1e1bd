import { defineScreen } from "@/components/define-screen";
import { PlanButton } from "@/components/plan/plan-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { can } from "@/lib/access/auth/permissions";
import { forget, plan } from "../../actions";
import { IntegrationHeader } from "../header";
import { loadIntegration } from "../load";
import { ForgetButton } from "./forget-button";

export const metadata = { title: "Remove" };

export default defineScreen<{ tenant: string; integrationId: string }>({
  permission: "tenant:read",
  render: async (context, { params }) => {
    const { tenantId, slug, role } = context;
    const integration = await loadIntegration(tenantId, params.integrationId);
    const { id, name, deployed } = integration;
    return (
      <>
        <IntegrationHeader context={context} integration={integration} />
        <Panel>
          <PanelHeader title={deployed > 0 ? "Remove from the account" : "Remove from Patchbay"} />
          <div className="flex flex-col items-start gap-3 p-3.5">
            {deployed > 0 ? (
              <>
                <p className="max-w-[72ch] text-ink-soft">
                  The plan lists each of the {deployed} resources before anything is removed. Phone numbers
                  get their earlier flow back. Resources that Patchbay didn’t create stay unchanged. To
                  approve the plan, you type the integration’s name.
                </p>
                {can(role, "integration:deploy") ? (
                  <PlanButton
                    slug={slug}
                    look="danger"
                    label="Plan the removal"
                    plan={plan.bind(null, slug, { integrationId: id, purpose: "remove" })}
                  />
                ) : null}
              </>
            ) : (
              <>
                <p className="max-w-[72ch] text-ink-soft">
                  Patchbay has no resources of this integration on record. Removing it deletes its settings,
                  history, guide progress, and test results. The audit log is kept.
                </p>
                {can(role, "integration:write") ? (
                  <ForgetButton
                    slug={slug}
                    name={name}
                    forget={forget.bind(null, slug, { integrationId: id })}
                  />
                ) : null}
              </>
            )}
          </div>
        </Panel>
      </>
    );
  },
});
