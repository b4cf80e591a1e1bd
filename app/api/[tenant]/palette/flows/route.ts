import { defineRoute } from "@/components/define-route";
import type { PaletteFlow } from "@/components/shell/palette-things";
import { withTenant } from "@/lib/access/tenant/scope";
import { listConnections } from "@/lib/connections/store";
import { fetchFlowNames } from "@/lib/flow-library/flow-names";

export const dynamic = "force-dynamic";

/** More accounts than a tenant has; each is asked beside the others. */
const maxAccounts = 5;

/** The flows of the tenant's instances by name. An account that doesn't answer is left out: the list of flows says why. */
export const GET = defineRoute<{ tenant: string }>({
  permission: "tenant:read",
  answer: async ({ tenantId }) => {
    const connections = await withTenant(tenantId, listConnections);
    const accounts = connections.filter(({ kind }) => kind === "aws").slice(0, maxAccounts);
    const flows = await Promise.all(
      accounts.map(async ({ id, name: account }): Promise<PaletteFlow[]> => {
        const names = await fetchFlowNames(tenantId, id);
        if (!names.ok) return [];
        // As on the screen of flows, the account stands in the address only where there are several.
        const query = accounts.length > 1 ? `?account=${id}` : "";
        return names.value.map((flow) => ({
          path: `flows/${flow.id}${query}`,
          name: flow.name,
          ...(accounts.length > 1 ? { account } : {}),
        }));
      }),
    );
    return Response.json({ flows: flows.flat() }, { headers: { "cache-control": "no-store" } });
  },
});
