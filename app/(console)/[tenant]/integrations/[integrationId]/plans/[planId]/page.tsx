import { notFound } from "next/navigation";
import { defineScreen } from "@/components/define-screen";
import { PlanTable } from "@/components/plan/plan-table";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { can } from "@/lib/access/auth/permissions";
import { readPlan } from "@/lib/deployments/make-plan";
import type { IntegrationView } from "@/lib/integrations/store";
import type { Problem } from "@/lib/kernel/result";
import { loadIntegration } from "../../load";
import { AfterwardsPanel } from "./afterwards-panel";
import { ApprovePanel } from "./approve-panel";

export const metadata = { title: "Plan" };

export default defineScreen<{ tenant: string; integrationId: string; planId: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }, { params }) => {
    const integration = await loadIntegration(tenantId, params.integrationId);
    const read = await readPlan(tenantId, params.planId);
    if (read?.ok === false)
      return <Unreadable integration={integration} slug={slug} problem={read.problem} />;
    const plan = read?.value;
    if (!plan || plan.integrationId !== integration.id) notFound();
    const isRemoval = plan.purpose === "remove";
    return (
      <>
        <ScreenHeader
          title={integration.name}
          back={{ href: `/${slug}/integrations/${integration.id}`, label: integration.name }}
          pills={<Pill state={isRemoval ? "bad" : "accent"}>{isRemoval ? "removal plan" : "plan"}</Pill>}
        >
          Account read at <Time at={plan.createdAt.toISOString()} look="time" />. Nothing changes until you
          approve. If the account has changed by then, the deployment stops and tells you what changed.
        </ScreenHeader>
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_300px]">
          <PlanTable steps={plan.steps} unsearched={plan.unsearched} />
          <div className="flex flex-col gap-4 max-xl:order-first">
            <ApprovePanel
              slug={slug}
              integration={integration}
              plan={plan}
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

interface UnreadableProps {
  slug: string;
  integration: IntegrationView;
  problem: Problem;
}

function Unreadable({ slug, integration, problem }: UnreadableProps) {
  const back = { href: `/${slug}/integrations/${integration.id}`, label: integration.name };
  return (
    <>
      <ScreenHeader title={integration.name} back={back} />
      <ProblemNotice problem={problem} />
    </>
  );
}
