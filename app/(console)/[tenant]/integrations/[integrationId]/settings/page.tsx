import { defineScreen } from "@/components/define-screen";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { can } from "@/lib/access/auth/permissions";
import { listInstanceChoices } from "@/lib/connections/list-instance-choices";
import { findBlueprint } from "@/lib/vendors/blueprints";
import { saveSettings } from "../../actions";
import { IntegrationHeader } from "../header";
import { loadIntegration } from "../load";
import { SettingsForm } from "./settings-form";
import { TokenPanel } from "./token-panel";

export const metadata = { title: "Settings" };

export default defineScreen<{ tenant: string; integrationId: string }>({
  permission: "tenant:read",
  render: async (context, { params }) => {
    const { tenantId, slug, role } = context;
    const integration = await loadIntegration(tenantId, params.integrationId);
    const choices = await listInstanceChoices(tenantId, integration.awsConnectionId);
    return (
      <>
        <IntegrationHeader context={context} integration={integration} />
        {choices.ok ? null : <ProblemNotice state="attention" problem={choices.problem} />}
        <SettingsForm
          groups={findBlueprint(integration.blueprint)?.fields ?? []}
          initial={integration.settings}
          choices={choices.ok ? choices.value : undefined}
          canSave={can(role, "integration:write")}
          save={saveSettings.bind(null, slug)}
          integrationId={integration.id}
        />
        {can(role, "secret:reveal") ? (
          <TokenPanel tenantId={tenantId} slug={slug} integration={integration} />
        ) : null}
      </>
    );
  },
});
