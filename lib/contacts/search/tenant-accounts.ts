import { type TenantId, withTenant } from "@/lib/access/tenant/scope";

/** One of the tenant's AWS connections, with what our deployments left there that contacts can be found by. */
export interface SearchAccount {
  connectionId: string;
  name: string;
  /** Tables that hold metadata. */
  tables: string[];
  /** Ids of the vendors' connections that the integrations there use, by the connections' kind. */
  vendorConnections: Record<string, string[]>;
  integrations: { id: string; name: string; flowArns: string[] }[];
}

/** A tenant has a handful; each costs a request. */
const maxAccounts = 20;

/** The tenant's AWS connections, the first made first. */
export async function listAccounts(tenantId: TenantId): Promise<SearchAccount[]> {
  return withTenant(tenantId, async (db) => {
    const connections = await db.connection.findMany({
      where: { tenantId, kind: "aws" },
      select: {
        id: true,
        name: true,
        integrations: {
          select: {
            id: true,
            name: true,
            vendorConnections: true,
            managedResources: {
              where: { type: { in: ["dynamodb-table", "contact-flow"] } },
              select: { type: true, name: true, outputs: true },
            },
          },
          orderBy: { name: "asc" },
        },
      },
      orderBy: { createdAt: "asc" },
      take: maxAccounts,
    });
    return connections.map(({ id, name, integrations }) => ({
      connectionId: id,
      name,
      tables: unique(
        integrations.flatMap(({ managedResources }) =>
          managedResources
            .filter(({ type }) => type === "dynamodb-table")
            .map((table) => textMember(table.outputs, "name") ?? table.name),
        ),
      ),
      vendorConnections: connectionsByKind(integrations),
      integrations: integrations.map((one) => ({
        id: one.id,
        name: one.name,
        flowArns: one.managedResources
          .filter(({ type }) => type === "contact-flow")
          .flatMap(({ outputs }) => textMember(outputs, "arn") ?? []),
      })),
    }));
  });
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

function textMember(record: unknown, key: string): string | undefined {
  const value = typeof record === "object" && record !== null ? Reflect.get(record, key) : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}
