import { withNobody, withTenant } from "@/lib/access/tenant/scope";
import { type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import { previousNameOf } from "@/lib/secrets/previous-name";
import { openSecret, placeOf } from "@/lib/secrets/seal";
import { findBlueprint, vendorOfBlueprint } from "@/lib/vendors/blueprints";
import { centerOfConnection, type VendorCenter } from "@/lib/vendors/contact-centers";

/** An integration that vendors may post to. Nothing in it is proven by having its id. */
export interface Hook {
  tenantId: TenantId;
  /** The maker of its voice agent: "acme". */
  vendor: string;
  center: VendorCenter;
  /** The contact center's connection. */
  connection: { id: string; settings: unknown };
  /** The tokens that the integration's own posts may have, opened: today's, and the one before while it is accepted. */
  tokens(): string[];
  /** The center's connection's, opened. */
  connectionSecretOf(name: string): string;
}

interface FoundTenant {
  tenantId: TenantId | null;
}

/**
 * undefined for an id that there is not, of an archived tenant, or of an integration whose contact center isn't a vendor's.
 * Opens its own scopes.
 */
export async function openHook(integrationId: string): Promise<Hook | undefined> {
  if (!isUuid(integrationId)) return undefined;
  const [found] = await withNobody(
    (db) => db.$queryRaw<FoundTenant[]>`SELECT app_find_hook(${integrationId}::uuid) AS "tenantId"`,
  );
  const tenantId = found?.tenantId;
  return tenantId
    ? withTenant(tenantId, (db) => load(db, tenantId, integrationId as IntegrationId))
    : undefined;
}

type Database = Parameters<Parameters<typeof withTenant>[1]>[0];

async function load(db: Database, tenantId: TenantId, id: IntegrationId): Promise<Hook | undefined> {
  const row = await db.integration.findFirst({ where: { id } });
  const vendor = row === null ? undefined : vendorOfBlueprint(row.blueprint);
  if (row === null || vendor === undefined) return undefined;
  const ids = Object.values(row.vendorConnections as Record<string, string>).filter(isUuid);
  const connections = await db.connection.findMany({ where: { id: { in: ids } } });
  for (const connection of connections) {
    const center = centerOfConnection(connection.kind);
    if (center === undefined) continue;
    return {
      tenantId,
      vendor: vendor.name,
      center,
      connection: { id: connection.id, settings: connection.settings },
      tokens: () => {
        const secretOf = opener(row.secrets, (name) => placeOf("Integration", tenantId, row.id, name));
        return tokenNamesOf(row.blueprint)
          .map(secretOf)
          .filter((token) => token !== "");
      },
      connectionSecretOf: opener(connection.secrets, (name) =>
        placeOf("Connection", tenantId, connection.id, name),
      ),
    };
  }
  return undefined;
}

/** Those that the console itself takes; a blueprint has one. */
function tokenNamesOf(kind: string): string[] {
  const generated = Object.entries(findBlueprint(kind)?.generatedSecrets ?? {});
  return generated.flatMap(([name, { takenBy }]) =>
    takenBy === "console" ? [name, previousNameOf(name)] : [],
  );
}

function opener(secrets: unknown, place: (name: string) => string) {
  const sealed = secrets as Record<string, string>;
  return (name: string): string => {
    const one = sealed[name];
    return one === undefined ? "" : openSecret(one, place(name));
  };
}
