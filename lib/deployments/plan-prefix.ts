import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { IntegrationId } from "@/lib/kernel/ids";

/**
 * Whether the integration's prefix is another than that of the plan's names, which would then be deployed under the old one.
 * False for a plan from before prefixes were kept. The caller holds the integration's row.
 */
export async function hasOtherPrefix(
  db: TenantDatabase,
  plan: { integrationId: IntegrationId; prefix: string | null },
): Promise<boolean> {
  if (plan.prefix === null) return false;
  const integration = await db.integration.findFirst({
    where: { id: plan.integrationId },
    select: { prefix: true },
  });
  return integration?.prefix !== plan.prefix;
}

export const prefixChangedSince = {
  code: "prefix-changed-since",
  sentence: "The prefix was changed after this plan was created. Nothing was started.",
  wayOut: "Create a new plan with the current prefix.",
};
