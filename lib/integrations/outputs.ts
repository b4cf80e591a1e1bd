import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { parseOutputs } from "@/lib/engine/stored-plan";
import { type IntegrationId, isUuid } from "@/lib/kernel/ids";

/** What is deployed, by logical id: { api: { url }, connector: { arn } }. {} before the first deployment. */
export async function loadOutputs(
  db: TenantDatabase,
  integrationId: IntegrationId,
): Promise<Record<string, Record<string, string>>> {
  if (!isUuid(integrationId)) return {};
  const rows = await db.managedResource.findMany({ where: { integrationId } });
  return Object.fromEntries(rows.map((row) => [row.logicalId, parseOutputs(row)]));
}

export interface DeployedResource {
  logicalId: string;
  type: string;
  name: string;
  physicalId: string;
  outputs: Record<string, string>;
  updatedAt: Date;
}

/** What our deployments left in the account, for the map of resources. */
export async function listResources(
  db: TenantDatabase,
  integrationId: IntegrationId,
): Promise<DeployedResource[]> {
  if (!isUuid(integrationId)) return [];
  const rows = await db.managedResource.findMany({ where: { integrationId }, orderBy: { logicalId: "asc" } });
  return rows.map((row) => ({
    logicalId: row.logicalId,
    type: row.type,
    name: row.name,
    physicalId: row.physicalId,
    outputs: parseOutputs(row),
    updatedAt: row.updatedAt,
  }));
}
