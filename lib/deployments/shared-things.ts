import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { AnyResourceType } from "@/lib/engine/resolve-props";
import type { ResourceContext } from "@/lib/engine/resource";

type Place = Pick<ResourceContext, "accountId" | "region" | "instanceArn">;

/** What all uses of one shared thing have in common; undefined for a type of which each integration has its own. */
export function sharedKeyOf(type: AnyResourceType, props: object, place: Place): string | undefined {
  if (type.shared === undefined) return undefined;
  const { scope, key } = type.shared;
  const where = scope === "instance" ? place.instanceArn : `${place.accountId}:${place.region}`;
  return `${type.type}:${where}:${key(props)}`;
}

/** Held until the transaction ends: nobody takes up what another is just counting as unused. */
export async function lockShared(db: TenantDatabase, sharedKey: string): Promise<void> {
  await db.$queryRaw`SELECT app_lock_shared(${sharedKey})`;
}

/** Integrations, of any tenant, that use what this one has recorded there; 0 when it is not shared. */
export async function countOtherUses(
  db: TenantDatabase,
  integrationId: string,
  logicalId: string,
): Promise<number> {
  const [row] = await db.$queryRaw<{ uses: number | null }[]>`
    SELECT app_count_other_uses(${integrationId}::uuid, ${logicalId}) AS uses`;
  return row?.uses ?? 0;
}
