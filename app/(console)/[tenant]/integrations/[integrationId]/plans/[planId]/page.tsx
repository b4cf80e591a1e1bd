import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { defineScreen } from "@/components/define-screen";
import { BlockersPanel } from "@/components/plan/blockers-panel";
import { NoticesPanel } from "@/components/plan/notices-panel";
import { PlanButton } from "@/components/plan/plan-button";
import { PlanTable } from "@/components/plan/plan-table";
import { LinkButton } from "@/components/ui/link-button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { can } from "@/lib/access/auth/permissions";
import { loadPlan, type StoredPlan } from "@/lib/deployments/make-plan";
import { noticesOf } from "@/lib/integrations/plan-notices";
import type { IntegrationView } from "@/lib/integrations/store";
import type { IntegrationId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import { findBlueprint } from "@/lib/vendors/blueprints";
import { goBack, plan as makePlan } from "../../../actions";
import { loadIntegrationOfAddress } from "../../load-integration-of-address";
import { AfterwardsPanel } from "./afterwards-panel";
import { ApprovePanel } from "./approve-panel";
import { RestoresPanel } from "./restores-panel";

export const metadata = { title: "Plan" };

export default defineScreen<{ tenant: string; integrationId: string; planId: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }, { params }) => {
    const integration = await loadIntegrationOfAddress(tenantId, params.integrationId);
    const read = await loadPlan(tenantId, params.planId);
    const canPlan = can(role, "integration:write");
    if (read?.ok === false) {
      return (
        <Unreadable integration={integration} slug={slug} problem={read.problem}>
          {canPlan ? <PlanAgain slug={slug} integration={integration} /> : null}
        </Unreadable>
      );
    }
    const plan = read?.value;
    if (!plan || plan.integrationId !== integration.id) notFound();
    const { purpose, steps, conflicts, names, restores } = plan;
    const isRemoval = purpose === "remove";
    const groups = findBlueprint(integration.blueprint)?.fields ?? [];
    const notices = noticesOf(plan, groups);
    const base = `/${slug}/integrations/${integration.id}`;
    return (
      <>
        <ScreenHeader
          title={integration.name}
          back={{ href: base, label: integration.name }}
          pills={
            <>
              <Pill state={isRemoval ? "bad" : "accent"}>{titleOf(plan)}</Pill>
              {conflicts > 0 ? (
                <a href="#blockers" className="hover:underline">
                  <Pill state="bad">{conflicts === 1 ? "1 conflict" : `${conflicts} conflicts`}</Pill>
                </a>
              ) : null}
            </>
          }
          actions={
            canPlan ? (
              <>
                {isRemoval ? null : <LinkButton href={`${base}/settings`}>Settings</LinkButton>}
                <PlanAgain slug={slug} integration={integration} plan={plan} />
              </>
            ) : null
          }
        >
          Account read on <Time at={plan.createdAt.toISOString()} />.
          {plan.deployment
            ? null
            : " Nothing changes until you approve. If the account has changed by then, the deployment stops and tells you what changed."}
        </ScreenHeader>
        <BlockersPanel
          steps={steps}
          settingsHref={`${base}/settings`}
          canChangePrefix={integration.deployed === 0}
          canPlan={canPlan}
          adopt={(adopt) => (
            <PlanButton
              slug={slug}
              look="plain"
              label={adopt.length === 1 ? "Adopt it" : `Adopt ${adopt.length} resources`}
              plan={planOf(slug, integration.id, plan, adopt)}
              waitsFor={integration.into.waitsFor}
            />
          )}
        />
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_300px]">
          <div className="flex min-w-0 flex-col gap-4">
            {restores ? (
              <RestoresPanel
                plan={plan}
                restores={restores}
                groups={groups}
                runHref={`${base}/runs/${restores.deploymentId}`}
              />
            ) : null}
            <NoticesPanel notices={notices} names={names} />
            <PlanTable steps={steps} unsearched={plan.unsearched} names={names} />
          </div>
          <div className="flex flex-col gap-4 max-xl:order-first">
            <ApprovePanel
              slug={slug}
              integration={integration}
              plan={plan}
              notices={notices}
              canDeploy={can(role, "integration:deploy")}
            />
            {isRemoval ? null : (
              <AfterwardsPanel slug={slug} tenantId={tenantId} integrationId={integration.id} />
            )}
          </div>
        </div>
      </>
    );
  },
});

function titleOf({ purpose, restores }: StoredPlan): string {
  if (purpose === "remove") return "removal plan";
  return restores ? "plan to go back" : "plan";
}

interface PlanAgainProps {
  slug: string;
  integration: IntegrationView;
  /** The one to make again; without it, a plan of the saved settings. */
  plan?: StoredPlan;
}

function PlanAgain({ slug, integration, plan }: PlanAgainProps) {
  return (
    <PlanButton
      slug={slug}
      look="plain"
      label="Plan again"
      plan={planOf(slug, integration.id, plan)}
      waitsFor={integration.into.waitsFor}
    />
  );
}

/** Makes the same plan again: of the saved settings, or back to the same deployment. */
function planOf(slug: string, integrationId: IntegrationId, plan?: StoredPlan, adopt: string[] = []) {
  return plan?.restores
    ? goBack.bind(null, slug, { deploymentId: plan.restores.deploymentId, adopt })
    : makePlan.bind(null, slug, { integrationId, purpose: plan?.purpose ?? "deploy", adopt });
}

interface UnreadableProps {
  slug: string;
  integration: IntegrationView;
  problem: Problem;
  children: ReactNode;
}

function Unreadable({ slug, integration, problem, children }: UnreadableProps) {
  const back = { href: `/${slug}/integrations/${integration.id}`, label: integration.name };
  return (
    <>
      <ScreenHeader title={integration.name} back={back} actions={children} />
      <ProblemNotice problem={problem} />
    </>
  );
}
