import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { IntegrationId } from "@/lib/kernel/ids";
import { vendorOfBlueprint } from "@/lib/vendors/registry";
import type { Vendor } from "@/lib/vendors/vendor";

/** What the console knows of an integration that may have had a contact. */
export interface KnownIntegration {
  id: IntegrationId;
  /** Whose voice agent its calls go to; undefined for a vendor that there is no longer. */
  vendor: Vendor | undefined;
  page: { name: string; href: string };
  createdAt: Date;
  /** As it was when the contact began. */
  bypass: { since: Date; by: string } | undefined;
  numbers: string[];
  /** It has an API that its vendor posts to. */
  hasApi: boolean;
  flows: { arn: string; name: string; content: string; publishedAt: Date }[];
}

interface Deployed {
  slug: string;
  integrations: readonly {
    integrationId: IntegrationId;
    flows: readonly string[];
    apis: readonly unknown[];
  }[];
}

export async function loadKnownIntegrations(
  db: TenantDatabase,
  { slug, integrations }: Deployed,
  beganAt: Date,
): Promise<KnownIntegration[]> {
  const ids = integrations.map(({ integrationId }) => integrationId);
  const rows = await db.integration.findMany({
    where: { id: { in: ids } },
    select: {
      ...{ id: true, name: true, createdAt: true },
      blueprint: true,
      ...{ bypassedAt: true, bypassedBy: true, bypassTurnedAt: true },
      managedResources: { where: { type: "phone-number-flow" }, select: { name: true } },
    },
  });
  const known: KnownIntegration[] = [];
  for (const row of rows) {
    const deployed = integrations.find(({ integrationId }) => integrationId === row.id);
    const flows: KnownIntegration["flows"] = [];
    for (const arn of deployed?.flows ?? []) {
      const version = await db.flowVersion.findFirst({
        where: { flowArn: arn },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        select: { name: true, content: true, at: true },
      });
      if (version) flows.push({ arn, name: version.name, content: version.content, publishedAt: version.at });
    }
    known.push({
      ...{ id: row.id, createdAt: row.createdAt, flows },
      vendor: vendorOfBlueprint(row.blueprint),
      page: { name: row.name, href: `/${slug}/integrations/${row.id}` },
      numbers: row.managedResources.map(({ name }) => name),
      hasApi: (deployed?.apis.length ?? 0) > 0,
      bypass: await bypassAt(db, row, beganAt),
    });
  }
  return known;
}

export async function lastRotation(
  db: TenantDatabase,
  integrations: KnownIntegration[],
  before: Date,
): Promise<Date | undefined> {
  const ids = integrations.map(({ id }) => id);
  const rotated = await db.auditEvent.findFirst({
    where: { action: "secret:rotate", target: { in: ids }, at: { lte: before } },
    orderBy: { at: "desc" },
    select: { at: true },
  });
  return rotated?.at;
}

/** The row says how it is now; for a contact from before the last turn the audit says how it was. */
async function bypassAt(
  db: TenantDatabase,
  row: { id: IntegrationId; bypassedAt: Date | null; bypassedBy: string | null; bypassTurnedAt: Date | null },
  at: Date,
): Promise<KnownIntegration["bypass"]> {
  if (row.bypassTurnedAt === null) return undefined;
  if (row.bypassTurnedAt <= at) {
    return row.bypassedAt === null ? undefined : { since: row.bypassedAt, by: row.bypassedBy ?? "somebody" };
  }
  const turn = await db.auditEvent.findFirst({
    where: { action: { in: ["bypass:on", "bypass:off"] }, target: row.id, at: { lte: at } },
    orderBy: { at: "desc" },
    select: { action: true, at: true, actorName: true },
  });
  return turn?.action === "bypass:on" ? { since: turn.at, by: turn.actorName } : undefined;
}
