import { withTenant } from "@/lib/access/tenant/scope";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { textMember } from "@/lib/kernel/plain-json";
import { centerOfConnection, contactCenters, type VendorCenter } from "@/lib/vendors/contact-centers";

/** One of the tenant's contact centers, with what our deployments left there that contacts can be found by. */
export interface SearchAccount {
  connectionId: string;
  /** The vendor's contact center behind it; absent for an AWS account, whose contacts are Amazon Connect's. */
  center?: VendorCenter;
  name: string;
  /** Tables that hold metadata. */
  tables: string[];
  /** Ids of the vendors' connections that the integrations there use, by the connections' kind. */
  vendorConnections: Record<string, string[]>;
  integrations: { id: IntegrationId; name: string; flowArns: string[] }[];
}

/** A tenant has a handful; each costs a request. */
const maxAccounts = 20;

/** The tenant's contact centers: AWS accounts, then other vendors' centers, the first made first. */
export async function listAccounts(tenantId: TenantId): Promise<SearchAccount[]> {
  return withTenant(tenantId, async (db) => {
    const kinds = ["aws", ...contactCenters.map(({ vendor }) => vendor.connection.kind)];
    const connections = await db.connection.findMany({
      where: { tenantId, kind: { in: kinds } },
      select: { id: true, name: true, kind: true },
      orderBy: { createdAt: "asc" },
      take: maxAccounts,
    });
    const all = await db.integration.findMany({
      where: { tenantId },
      select: {
        ...{ id: true, name: true, awsConnectionId: true, vendorConnections: true },
        managedResources: {
          where: { type: { in: ["dynamodb-table", "contact-flow"] } },
          select: { type: true, name: true, outputs: true },
        },
      },
      orderBy: { name: "asc" },
    });
    return connections
      .map(({ id, name, kind }): SearchAccount => {
        const center = centerOfConnection(kind);
        const integrations = all.filter(({ awsConnectionId, vendorConnections }) =>
          center ? textMember(vendorConnections, kind) === id : awsConnectionId === id,
        );
        return {
          ...{ connectionId: id, name },
          ...(center && { center }),
          tables: unique(
            integrations.flatMap(({ managedResources }) =>
              managedResources
                .filter(({ type }) => type === "dynamodb-table")
                .map((table) => textMember(table.outputs, "name") ?? table.name),
            ),
          ),
          vendorConnections: withOwn(connectionsByKind(integrations), center && { kind, id }),
          integrations: integrations.map((one) => ({
            id: one.id,
            name: one.name,
            flowArns: one.managedResources
              .filter(({ type }) => type === "contact-flow")
              .flatMap(({ outputs }) => textMember(outputs, "arn") ?? []),
          })),
        };
      })
      .sort((one, other) => Number(one.center !== undefined) - Number(other.center !== undefined));
  });
}

/**
 * Those that a list can be narrowed to: in AWS, once a flow of theirs is there; a vendor's contact center says at the list
 * what it can narrow. Pure.
 */
export function integrationChoices(
  accounts: readonly SearchAccount[],
): { id: IntegrationId; name: string }[] {
  return accounts.flatMap(({ center, integrations }) =>
    integrations
      .filter(({ flowArns }) => center !== undefined || flowArns.length > 0)
      .map(({ id, name }) => ({ id, name })),
  );
}

/** A contact center can be asked before any integration uses it. */
function withOwn(
  byKind: Record<string, string[]>,
  own: { kind: string; id: string } | undefined,
): Record<string, string[]> {
  return own ? { ...byKind, [own.kind]: unique([...(byKind[own.kind] ?? []), own.id]) } : byKind;
}

function connectionsByKind(
  integrations: readonly { vendorConnections: unknown }[],
): Record<string, string[]> {
  const kinds = unique(
    integrations.flatMap(({ vendorConnections }) => Object.keys(Object(vendorConnections))),
  );
  return Object.fromEntries(
    kinds.map((kind) => [
      kind,
      unique(integrations.flatMap(({ vendorConnections }) => textMember(vendorConnections, kind) ?? [])),
    ]),
  );
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)];
}
