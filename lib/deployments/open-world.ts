import { createHmac } from "node:crypto";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { type AwsAccess, requireInstance } from "@/lib/aws/connect-account";
import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import { openVendorSecrets } from "@/lib/connections/open-vendor-secrets";
import type { OtherWishes } from "@/lib/engine/opposed-wishes";
import type { RecordedResource } from "@/lib/engine/plan-step";
import type { ManagedRecord, Owner, ResourceContext } from "@/lib/engine/resource";
import { parseRecord } from "@/lib/engine/stored-plan";
import { config } from "@/lib/kernel/config";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { oldestKey } from "@/lib/secrets/key-ring";
import { openSecret, placeOf } from "@/lib/secrets/seal";
import { openIntegration, type StoredIntegration } from "./load-integration";
import { connectionsOf, withAccount } from "./resource-context";
import { countOpposedElsewhere, countOtherUses } from "./shared-things";

/** One integration's place: its accounts, what our record says of it, and its secrets, opened. Never stored or logged. */
export interface World {
  integration: StoredIntegration;
  input: BlueprintInput<object>;
  /** The AWS account, opened, with its Connect instance; undefined where the integration has none. */
  access: AwsAccess | undefined;
  records: RecordedResource[];
  /** The integration's own, and its vendors' under "<kind>.<field>". */
  secrets: Record<string, string>;
  /** Keys the fingerprints of what is seen. */
  fingerprintKey: Buffer;
  /** What the records of all of the tenant's integrations name. */
  knownPhysicalIds: ReadonlySet<string>;
  /** "<type>:<physical id>" → name of the tenant's other integration that has it. */
  takenByOthers: ReadonlyMap<string, string>;
  /** By shared key: what the tenant's other integrations want of the same thing. */
  otherUsers: ReadonlyMap<string, OtherWishes["own"]>;
  /** How many integrations of other tenants want something else of what this one has recorded and shares. */
  countOpposedElsewhere(logicalId: string, props: object): Promise<number>;
  contextFor(
    record: ManagedRecord | undefined,
    signal: AbortSignal,
    mark?: Pick<Owner, "resource" | "step">,
  ): ResourceContext;
}

/**
 * With other settings than the saved ones if they are given. Throws a Problem when the integration, its account, its
 * Connect instance or its records cannot be had.
 */
export async function openWorld(
  tenantId: TenantId,
  integrationId: IntegrationId,
  otherSettings?: object,
): Promise<World> {
  const opened = await openIntegration(tenantId, integrationId, "deploy", otherSettings);
  const { integration, input } = opened;
  const access = opened.access && requireInstance(opened.access);
  const { installation } = config();
  const { rows, otherUses, integrations, vendorSecrets } = await withTenant(tenantId, async (db) => ({
    ...(await loadRecords(db, integrationId)),
    integrations: await db.integration.findMany({ select: { id: true, name: true } }),
    vendorSecrets: await openVendorSecrets(db, tenantId, Object.values(integration.vendorConnections)),
  }));
  const connections = connectionsOf(integration);
  const nameOf = new Map(integrations.map((each) => [each.id, each.name]));
  return {
    integration,
    input,
    access,
    records: rows
      .filter((row) => row.integrationId === integrationId)
      .map((row) => ({
        ...parseRecord(row),
        name: row.name,
        physicalId: row.physicalId,
        ...(row.previous === null ? {} : { previous: row.previous }),
        ...(row.sharedKey === null ? {} : { otherUses: otherUses.get(row.logicalId) ?? 0 }),
      })),
    secrets: {
      ...vendorSecrets,
      ...Object.fromEntries(
        Object.entries(integration.secrets).map(([name, sealed]) => [
          name,
          openSecret(sealed, placeOf("Integration", tenantId, integrationId, name)),
        ]),
      ),
    },
    fingerprintKey: createHmac("sha256", oldestKey())
      .update(`fingerprints of integration ${integrationId}`)
      .digest(),
    knownPhysicalIds: new Set(rows.map((row) => row.physicalId).filter((id) => id !== "")),
    takenByOthers: new Map(
      rows
        .filter((row) => row.integrationId !== integrationId && row.physicalId !== "")
        .map((row) => [`${row.type}:${row.physicalId}`, nameOf.get(row.integrationId) ?? "removed"]),
    ),
    otherUsers: usersByKey(
      rows.filter((row) => row.integrationId !== integrationId && row.releasedAt === null),
      nameOf,
    ),
    countOpposedElsewhere: (logicalId, props) =>
      withTenant(tenantId, (db) => countOpposedElsewhere(db, integrationId, logicalId, props)),
    contextFor: (record, signal, mark) =>
      withAccount(access, integration, {
        connections,
        owner: { installation, tenant: tenantId, integration: integrationId, ...mark },
        record,
        signal,
      }),
  };
}

/** What another version wrote in another form isn't compared: it must not stand in the way of this one's plan. */
function usersByKey(
  rows: Awaited<ReturnType<typeof loadRecords>>["rows"],
  nameOf: ReadonlyMap<string, string>,
): World["otherUsers"] {
  const users = new Map<string, OtherWishes["own"]>();
  for (const { sharedKey, integrationId, desired } of rows) {
    const props = isPlainObject(desired) ? desired.props : undefined;
    if (sharedKey === null || !isPlainObject(props)) continue;
    const user = { integration: nameOf.get(integrationId) ?? "removed", props };
    users.set(sharedKey, [...(users.get(sharedKey) ?? []), user]);
  }
  return users;
}

/** All records of the tenant, and how many others use what this integration shares. */
async function loadRecords(db: TenantDatabase, integrationId: IntegrationId) {
  const rows = await db.managedResource.findMany();
  const otherUses = new Map<string, number>();
  for (const { logicalId, sharedKey, ...row } of rows) {
    if (row.integrationId !== integrationId || sharedKey === null) continue;
    otherUses.set(logicalId, await countOtherUses(db, integrationId, logicalId));
  }
  return { rows, otherUses };
}
