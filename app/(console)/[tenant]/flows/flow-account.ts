import { withTenant } from "@/lib/access/tenant/scope";
import { type ConnectionView, listConnections } from "@/lib/connections/store";
import type { TenantId } from "@/lib/kernel/ids";

/** The account whose flows a screen shows: the one of the address, else the tenant's first. */
export interface FlowAccount {
  connectionId: string;
  name: string;
  /** All accounts of the tenant, for choosing. */
  accounts: ConnectionView[];
  /** The address of a screen of flows in this account: "?account=…" only where there are several. */
  address(path: string, parameters?: Record<string, string | undefined>): string;
}

/** undefined when the tenant has no account yet. */
export async function loadFlowAccount(
  tenantId: TenantId,
  slug: string,
  asked: string | undefined,
): Promise<FlowAccount | undefined> {
  const connections = await withTenant(tenantId, listConnections);
  const accounts = connections.filter(({ kind }) => kind === "aws");
  const account = accounts.find(({ id }) => id === asked) ?? accounts[0];
  if (!account) return undefined;
  const own = accounts.length > 1 ? { account: account.id } : {};
  return {
    connectionId: account.id,
    name: account.name,
    accounts,
    address: (path, parameters = {}) => {
      const given = Object.entries({ ...own, ...parameters }).filter((pair): pair is [string, string] =>
        Boolean(pair[1]),
      );
      const query = new URLSearchParams(given).toString();
      return `/${slug}/flows${path}${query ? `?${query}` : ""}`;
    },
  };
}
