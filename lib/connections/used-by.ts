import type { TenantDatabase } from "@/lib/access/tenant/scope";

/** The integrations that are made with a connection, by name: it cannot go while there is one. */
export async function usedBy(
  db: TenantDatabase,
  connectionId: string,
): Promise<{ id: string; name: string }[]> {
  const rows = await db.integration.findMany({
    select: { id: true, name: true, awsConnectionId: true, vendorConnections: true },
    orderBy: { name: "asc" },
    take: 500,
  });
  return rows
    .filter(
      ({ awsConnectionId, vendorConnections }) =>
        awsConnectionId === connectionId || Object.values(vendorConnections ?? {}).includes(connectionId),
    )
    .map(({ id, name }) => ({ id, name }));
}
