import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { AnyResourceType } from "@/lib/engine/resolve-props";
import type { ResourceContext } from "@/lib/engine/resource";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";

type Place = Pick<ResourceContext, "accountId" | "region" | "instanceArn">;

/** What all uses of one shared thing have in common; undefined for a type of which each integration has its own. */
export function sharedKeyOf(type: AnyResourceType, props: object, place: Place): string | undefined {
  if (type.shared === undefined) return undefined;
  const { scope, key } = type.shared;
  // The account's facts are asked for only where they count: without an AWS account there are none.
  if (scope === "vendor") return `${type.type}:${key(props)}`;
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
  integrationId: IntegrationId,
  logicalId: string,
): Promise<number> {
  const [row] = await db.$queryRaw<{ uses: number | null }[]>`
    SELECT app_count_other_uses(${integrationId}::uuid, ${logicalId}) AS uses`;
  return row?.uses ?? 0;
}

/** Integrations of other tenants that want something else of what this one has recorded there; 0 when it is not shared. */
export async function countOpposedElsewhere(
  db: TenantDatabase,
  integrationId: IntegrationId,
  logicalId: string,
  props: object,
): Promise<number> {
  const [row] = await db.$queryRaw<{ uses: number | null }[]>`
    SELECT app_count_opposed_uses(${integrationId}::uuid, ${logicalId}, ${JSON.stringify(props)}::jsonb) AS uses`;
  return row?.uses ?? 0;
}

/**
 * When it was first stored what stood there before this user of something shared: by the database's clock, once. Not when it
 * was claimed: who dies between the claim and the look comes back to a setting that another has changed meanwhile. Whoever
 * changes it stores first what stood there, so the eldest look is from before any of us.
 */
export async function noteFirstLook(
  db: TenantDatabase,
  {
    tenantId,
    integrationId,
    logicalId,
  }: { tenantId: TenantId; integrationId: IntegrationId; logicalId: string },
): Promise<void> {
  await db.$executeRaw`
    UPDATE "ManagedResource" SET "claimedAt" = clock_timestamp()
     WHERE "tenantId" = ${tenantId}::uuid AND "integrationId" = ${integrationId}::uuid
       AND "logicalId" = ${logicalId} AND "claimedAt" IS NULL
       AND "sharedKey" IS NOT NULL AND "previous" IS NOT NULL`;
}

/** What stood there before us goes to those that remain, so that the last of them can put it back. */
export async function handOverPrevious(
  db: TenantDatabase,
  integrationId: IntegrationId,
  logicalId: string,
): Promise<void> {
  await db.$queryRaw`SELECT app_hand_over_previous(${integrationId}::uuid, ${logicalId})`;
}
