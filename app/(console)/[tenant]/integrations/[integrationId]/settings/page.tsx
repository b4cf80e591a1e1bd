import { Suspense } from "react";
import { defineScreen } from "@/components/define-screen";
import { CostEstimate } from "@/components/settings/cost-estimate";
import { LoadingForm } from "@/components/ui/loading-form";
import { ReadProblem } from "@/components/ui/read-problem";
import { SettingsPreview } from "@/components/vendors/settings-preview";
import type { TenantContext } from "@/lib/access/action";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { answerInTime } from "@/lib/aws/answer-in-time";
import { listInstanceChoices } from "@/lib/connections/list-instance-choices";
import { listStreamKeys } from "@/lib/connections/list-stream-keys";
import { listNumbersInUse } from "@/lib/deployments/numbers-in-use";
import { hasField } from "@/lib/forms/has-field";
import { requiredFields } from "@/lib/forms/required-fields";
import type { IntegrationView } from "@/lib/integrations/store";
import { findBlueprint } from "@/lib/vendors/blueprints";
import { findNumbers, saveSettings } from "../../actions";
import { IntegrationHeader } from "../header";
import { loadIntegrationOfAddress } from "../load-integration-of-address";
import { SettingsForm } from "./settings-form";
import { TokenPanel } from "./token-panel";

export const metadata = { title: "Settings" };

export default defineScreen<{ tenant: string; integrationId: string }>({
  permission: "tenant:read",
  render: async (context, { params }) => {
    const { tenantId, slug, role } = context;
    const integration = await loadIntegrationOfAddress(tenantId, params.integrationId);
    return (
      <>
        <IntegrationHeader context={context} integration={integration} />
        <Suspense
          fallback={<LoadingForm of={integration.awsConnectionId ? undefined : integration.into.waitsFor} />}
        >
          <SettingsOfInstance context={context} integration={integration} />
        </Suspense>
        {can(role, "secret:reveal") ? (
          <TokenPanel tenantId={tenantId} slug={slug} integration={integration} />
        ) : null}
      </>
    );
  },
});

interface SettingsOfInstanceProps {
  context: TenantContext;
  integration: IntegrationView;
}

/** The form with what the Connect instance has to choose from; without the choices where they can't be read. */
async function SettingsOfInstance({ context, integration }: SettingsOfInstanceProps) {
  const { tenantId, slug, role } = context;
  const { id, awsConnectionId, settings } = integration;
  const blueprint = findBlueprint(integration.blueprint);
  const groups = blueprint?.fields ?? [];
  const [choices, streamKeys, numbersInUse] = await Promise.all([
    awsConnectionId === undefined ? undefined : answerInTime(listInstanceChoices(tenantId, awsConnectionId)),
    awsConnectionId !== undefined && hasField(groups, "stream-key")
      ? answerInTime(listStreamKeys(tenantId, awsConnectionId))
      : undefined,
    withTenant(tenantId, (db) => listNumbersInUse(db, { awsConnectionId, except: id })),
  ]);
  return (
    <>
      {choices?.ok === false ? <ReadProblem problem={choices.problem} /> : null}
      <SettingsForm
        groups={groups}
        required={blueprint ? requiredFields(blueprint.settings, groups, settings) : []}
        initial={settings}
        choices={choices?.ok ? choices.value : undefined}
        streamKeys={streamKeys}
        numbersInUse={numbersInUse}
        findNumbers={findNumbers.bind(null, slug)}
        awsConnectionId={awsConnectionId}
        canSave={can(role, "integration:write")}
        save={saveSettings.bind(null, slug)}
        integrationId={id}
        prefix={awsConnectionId !== undefined && integration.deployed === 0 ? integration.prefix : undefined}
      />
      {blueprint?.costs ? <CostEstimate model={blueprint.costs} /> : null}
      <SettingsPreview kind={integration.blueprint} />
    </>
  );
}
