import type { Actor } from "@/lib/access/audit/record-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import { startDeployment } from "@/lib/deployments/start-deployment";
import type { TenantId } from "@/lib/kernel/ids";
import { must } from "./must";

/** Approves a plan as an administrator does who types the integration's name; the deployment's id. */
export async function approvePlan(request: {
  tenantId: TenantId;
  planId: string;
  actor: Actor;
}): Promise<string> {
  const { tenantId, planId, actor } = request;
  const confirmedName = await withTenant(tenantId, async (db) => {
    const plan = await db.plan.findFirst({ where: { id: planId }, select: { integrationId: true } });
    const integration = await db.integration.findFirst({ where: { id: plan?.integrationId ?? "" } });
    return integration?.name;
  });
  return must(await startDeployment({ tenantId, planId, actor, confirmedName })).deploymentId;
}
