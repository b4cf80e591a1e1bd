import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { IntegrationId } from "@/lib/kernel/ids";

const maxIntegrations = 500;

/** Names of the tenant's integrations by their ids, in the order of the names; at most 500. */
export async function listIntegrationNames(db: TenantDatabase): Promise<Map<IntegrationId, string>> {
  const rows = await db.integration.findMany({
    select: { id: true, name: true },
    orderBy: { name: "asc" },
    take: maxIntegrations,
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
