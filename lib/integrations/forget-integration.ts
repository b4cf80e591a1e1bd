import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { givenUpMinutes, hasActivePublication } from "@/lib/access/tenant/active-publication";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { integrationNotFound } from "@/lib/deployments/load-integration";
import { type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { giveUpLost } from "./publication/give-up-lost";

/** Takes an integration with nothing deployed out of the console, with its history. */
export async function forgetIntegration(
  db: TenantDatabase,
  { tenantId, actor, id }: { tenantId: TenantId; actor: Actor; id: IntegrationId },
): Promise<Result<null>> {
  // Whoever is about to begin something with it is waited for, and what it began is seen below.
  if (isUuid(id)) await db.$queryRaw`SELECT FROM "Integration" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const row = isUuid(id) ? await db.integration.findFirst({ where: { id } }) : null;
  if (row === null) return fail(integrationNotFound);
  const where = { integrationId: id };
  if ((await db.managedResource.count({ where })) > 0) return fail(stillDeployed);
  if ((await db.deployment.count({ where: { activeKey: id } })) > 0) return fail(stillDeployed);
  if (await hasActivePublication(db, id)) return fail(stillPublishing);
  await giveUpLost(db, tenantId, where);
  await db.hopProof.deleteMany({ where });
  await db.guideTick.deleteMany({ where });
  await db.integration.delete({ where: { tenantId_id: { tenantId, id } } });
  await recordAudit(db, {
    tenantId,
    actor,
    action: "integration:forget",
    target: id,
    detail: { name: row.name },
  });
  return succeed(null);
}

const stillDeployed = {
  code: "integration-deployed",
  sentence:
    "Some of this integration's resources are still in the account. Nothing was removed from Patchbay.",
  wayOut: "Remove the deployed resources first.",
};
const stillPublishing = {
  code: "integration-publishing",
  sentence: "Patchbay is publishing at the vendor for this integration. Nothing was removed from Patchbay.",
  wayOut: `Remove it when that has ended: after ${givenUpMinutes} minutes at the latest. Its guide shows the publication.`,
};
