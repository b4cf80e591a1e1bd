import { defineScreen } from "@/components/define-screen";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Pill } from "@/components/ui/state";
import { can } from "@/lib/access/auth/permissions";
import { guideOf } from "@/lib/integrations/guide";
import { IntegrationHeader } from "../header";
import { loadIntegration } from "../load";
import { GuideStepPanel } from "./guide-step-panel";

export const metadata = { title: "Guide" };

export default defineScreen<{ tenant: string; integrationId: string }>({
  permission: "tenant:read",
  render: async (context, { params }) => {
    const { tenantId, slug, role } = context;
    const integration = await loadIntegration(tenantId, params.integrationId);
    const guide = await guideOf(tenantId, integration.id);
    const steps = guide.ok ? guide.value : [];
    const done = steps.filter(({ tick }) => tick).length;
    const isWaiting = steps.some(({ values }) =>
      values.some(({ value, secret }) => value === undefined && !secret),
    );
    return (
      <>
        <IntegrationHeader context={context} integration={integration} />
        {guide.ok ? null : <ProblemNotice problem={guide.problem} />}
        {guide.ok && steps.length === 0 ? (
          <Panel>
            <EmptyState title="No manual steps">
              The deployment does everything that this integration needs.
            </EmptyState>
          </Panel>
        ) : null}
        {steps.length > 0 ? (
          <div className="flex flex-wrap items-center gap-2 text-ink-soft">
            <Pill state={done === steps.length ? "good" : "unknown"}>
              {done} of {steps.length} ticked
            </Pill>
            Steps that have no API, screen by screen, with this tenant's values ready to copy.
            {isWaiting ? <Pill state="attention">some values are known after the deployment</Pill> : null}
          </div>
        ) : null}
        <ol className="flex flex-col gap-3">
          {steps.map((step, index) => (
            <GuideStepPanel
              key={step.row}
              slug={slug}
              integrationId={integration.id}
              number={index + 1}
              step={step}
              canTick={can(role, "guide:tick")}
              canReveal={can(role, "secret:reveal")}
            />
          ))}
        </ol>
      </>
    );
  },
});
