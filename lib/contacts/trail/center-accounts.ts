import { withTenant } from "@/lib/access/tenant/scope";
import type { CenterRoute } from "@/lib/blueprints/blueprint";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import { findBlueprint } from "@/lib/vendors/blueprints";
import type { VendorCenter } from "@/lib/vendors/contact-centers";
import { connectionsOf, type TrailIntegration, toTrailIntegration } from "./trail-integration";

/** One of the tenant's connections with a contact center, with what can be known of a contact beside it. */
export interface CenterAccount {
  /** The tenant's name in this console's addresses. */
  slug: string;
  connectionId: string;
  /** The connection's. */
  name: string;
  center: VendorCenter;
  /** Those that use the connection. */
  integrations: TrailIntegration[];
  /** Where they want callers to come to, by the integration's id. */
  routes: ReadonlyMap<string, CenterRoute>;
  /** Ids of the connections that they work with, by the vendor's name. */
  vendorConnections: ReadonlyMap<string, ReadonlySet<string>>;
  /** Ids by which vendors know the contact. */
  links: { vendor: string; externalId: string }[];
  /** What the contact center said by itself, the earliest first. */
  told: { id: string; at: Date; event: string }[];
}

/** A tenant has a handful of accounts; each costs a request. */
const maxAccounts = 20;
/** A call is with a voice agent once, or a few times. */
const maxLinks = 10;
/** An engagement has a dozen. */
const maxTold = 100;

export async function loadCenterAccounts(
  tenantId: TenantId,
  centers: readonly VendorCenter[],
  contactId: ContactId,
): Promise<CenterAccount[]> {
  const byKind = new Map(centers.map((center) => [center.vendor.connection.kind, center]));
  return withTenant(tenantId, async (db) => {
    const tenant = await db.tenant.findFirst({ where: { id: tenantId }, select: { slug: true } });
    const connections = await db.connection.findMany({
      where: { tenantId, kind: { in: [...byKind.keys()] } },
      select: { id: true, name: true, kind: true },
      orderBy: { createdAt: "asc" },
      take: maxAccounts,
    });
    const flowTypes = centers.flatMap(({ center }) => center.flowTypes);
    const integrations = await db.integration.findMany({
      where: { tenantId },
      select: {
        ...{ id: true, name: true, blueprint: true, vendorConnections: true, settings: true },
        managedResources: {
          where: { type: { in: flowTypes } },
          select: { type: true, name: true, outputs: true },
          orderBy: { logicalId: "asc" },
        },
      },
      orderBy: { createdAt: "asc" },
    });
    const links = await db.contactLink.findMany({
      where: { tenantId, contactId },
      select: { connectionId: true, vendor: true, externalId: true },
      orderBy: { heardAt: "asc" },
      take: maxLinks,
    });
    const told = await db.contactEvent.findMany({
      where: { tenantId, contactId },
      select: { connectionId: true, eventId: true, at: true, code: true },
      orderBy: [{ at: "asc" }, { eventId: "asc" }],
      take: maxTold,
    });
    return connections.flatMap(({ id, name, kind }): CenterAccount[] => {
      const center = byKind.get(kind);
      if (!center) return [];
      const own = integrations.filter(({ vendorConnections }) =>
        connectionsOf([{ vendorConnections }]).get(kind)?.has(id),
      );
      return [
        {
          ...{ slug: tenant?.slug ?? "", connectionId: id, name, center },
          integrations: own.map((one) => toTrailIntegration(one, center.center.flowTypes)),
          routes: new Map(own.map(routeOf).filter((route) => route !== undefined)),
          vendorConnections: connectionsOf(own),
          links: links.flatMap(({ connectionId, vendor, externalId }) =>
            connectionId === id ? [{ vendor, externalId }] : [],
          ),
          told: told.flatMap(({ connectionId, eventId, at, code }) =>
            connectionId === id ? [{ id: eventId, at, event: code }] : [],
          ),
        },
      ];
    });
  });
}

/** undefined for a kind that has none, and for settings that are no longer valid. */
function routeOf({ id, blueprint: kind, settings }: Stored): [string, CenterRoute] | undefined {
  const blueprint = findBlueprint(kind);
  const parsed = blueprint?.settings.safeParse(settings);
  const route = parsed?.success ? blueprint?.centerRoute?.(parsed.data) : undefined;
  return route && [id, route];
}

interface Stored {
  id: string;
  blueprint: string;
  settings: unknown;
}
