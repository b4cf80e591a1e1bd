import { createHmac } from "node:crypto";
import { type TenantDatabase, type TenantId, withTenant } from "@/lib/access/tenant/scope";
import { requireInstance } from "@/lib/aws/connect-account";
import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import { openVendorSecrets } from "@/lib/connections/open-vendor-secrets";
import type { RecordedResource } from "@/lib/engine/plan-step";
import type { ManagedRecord, Owner, ResourceContext } from "@/lib/engine/resource";
import { parseRecord } from "@/lib/engine/stored-plan";
import { config } from "@/lib/kernel/config";
import { oldestKey } from "@/lib/secrets/key-ring";
import { openSecret, placeOf } from "@/lib/secrets/seal";
import { openIntegration, type StoredIntegration } from "./load-integration";
import { countOtherUses } from "./shared-things";

/** One integration's place: its account, what our record says of it, and its secrets, opened. Never stored or logged. */
export interface World {
  integration: StoredIntegration;
  input: BlueprintInput<object>;
  accountId: string;
  region: string;
  records: RecordedResource[];
  /** The integration's own, and its vendors' under "<kind>.<field>". */
  secrets: Record<string, string>;
  /** Keys the fingerprints of what is seen. */
  fingerprintKey: Buffer;
  /** What the records of all of the tenant's integrations name. */
  knownPhysicalIds: ReadonlySet<string>;
  /** "<type>:<physical id>" → name of the tenant's other integration that has it. */
  takenByOthers: ReadonlyMap<string, string>;
  contextFor(
    record: ManagedRecord | undefined,
    signal: AbortSignal,
    mark?: Pick<Owner, "resource" | "step">,
  ): ResourceContext;
}

/** Throws a Problem when the integration, its account, its Connect instance or its records cannot be had. */
export async function openWorld(tenantId: TenantId, integrationId: string): Promise<World> {
  const { integration, access, input } = await openIntegration(tenantId, integrationId, "deploy");
  const { clients, accountId, region, instanceId, instanceArn } = requireInstance(access);
  const { installation } = config();
  const { rows, otherUses, integrations, vendorSecrets } = await withTenant(tenantId, async (db) => ({
    ...(await readRecords(db, integrationId)),
    integrations: await db.integration.findMany({ select: { id: true, name: true } }),
    vendorSecrets: await openVendorSecrets(db, tenantId, Object.values(integration.vendorConnections)),
  }));
  const nameOf = new Map(integrations.map((each) => [each.id, each.name]));
  return {
    integration,
    input,
    accountId,
    region,
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
    contextFor: (record, signal, mark) => ({
      aws: clients,
      accountId,
      region,
      instanceId,
      instanceArn,
      owner: { installation, tenant: tenantId, integration: integrationId, ...mark },
      record,
      signal,
    }),
  };
}

/** All records of the tenant, and how many others use what this integration shares. */
async function readRecords(db: TenantDatabase, integrationId: string) {
  const rows = await db.managedResource.findMany();
  const otherUses = new Map<string, number>();
  for (const { logicalId, sharedKey, ...row } of rows) {
    if (row.integrationId !== integrationId || sharedKey === null) continue;
    otherUses.set(logicalId, await countOtherUses(db, integrationId, logicalId));
  }
  return { rows, otherUses };
}
