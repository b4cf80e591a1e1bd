import { defineScreen } from "@/components/define-screen";
import { PlanButton } from "@/components/plan/plan-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { can } from "@/lib/access/auth/permissions";
import { forget, plan } from "../../actions";
import { IntegrationHeader } from "../header";
import { loadIntegrationOfAddress } from "../load-integration-of-address";
import { ForgetButton } from "./forget-button";

export const metadata = { title: "Remove" };

export default defineScreen<{ tenant: string; integrationId: string }>({
  permission: "tenant:read",
  render: async (context, { params }) => {
    const { tenantId, slug, role } = context;
    const integration = await loadIntegrationOfAddress(tenantId, params.integrationId);
    const { id, name, deployed, into } = integration;
    const isInAws = integration.awsConnectionId !== undefined;
    return (
      <>
        <IntegrationHeader context={context} integration={integration} />
        <Panel>
          <PanelHeader title={deployed > 0 ? `Remove from the ${into.account}` : "Remove from Patchbay"} />
          <div className="flex flex-col items-start gap-3 p-3.5">
            {deployed > 0 ? (
              <>
                <p className="max-w-[72ch] text-ink-soft">
                  The plan lists {deployed === 1 ? "the resource" : `each of the ${deployed} resources`}{" "}
                  before anything is removed.
                  {isInAws ? " Phone numbers get their earlier flow back." : null} Resources that Patchbay
                  didn’t create stay unchanged. To approve the plan, you type the integration’s name.
                </p>
                {can(role, "integration:deploy") ? (
                  <PlanButton
                    slug={slug}
                    look="danger"
                    label="Plan the removal"
                    waitsFor={into.waitsFor}
                    plan={plan.bind(null, slug, { integrationId: id, purpose: "remove" })}
                  />
                ) : (
                  <OnlyAdministrators />
                )}
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
                ) : (
                  <OnlyAdministrators />
                )}
              </>
            )}
          </div>
        </Panel>
      </>
    );
  },
});

function OnlyAdministrators() {
  return <p>Only an administrator can remove this integration.</p>;
}
