import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { isUuid, type TenantId } from "@/lib/kernel/ids";
import { openSecret, placeOf } from "@/lib/secrets/seal";

/** Secrets of an integration's vendor connections as blueprints name them: "<kind>.<field>". Never show the result. */
export async function openVendorSecrets(
  db: TenantDatabase,
  tenantId: TenantId,
  connectionIds: readonly string[],
): Promise<Record<string, string>> {
  const rows = await db.connection.findMany({ where: { id: { in: connectionIds.filter(isUuid) } } });
  return Object.fromEntries(
    rows.flatMap(({ id, kind, secrets }) =>
      Object.entries(secrets as Record<string, string>).map(([field, sealed]) => [
        `${kind}.${field}`,
        openSecret(sealed, placeOf("Connection", tenantId, id, field)),
      ]),
    ),
  );
}
