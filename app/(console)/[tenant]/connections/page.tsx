import { defineScreen } from "@/components/define-screen";
import { Panel } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { listConnections } from "@/lib/connections/store";
import { withTenant } from "@/lib/tenant/scope";

export const metadata = { title: "Connections" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId }) => {
    const connections = await withTenant(tenantId, listConnections);
    return (
      <>
        <ScreenHeader title="Connections">The outside systems that integrations are made of.</ScreenHeader>
        <Panel>
          <ul className="divide-y divide-line">
            {connections.map(({ id, name, kind }) => (
              <li key={id} className="px-3.5 py-2">
                {name} · {kind}
              </li>
            ))}
          </ul>
        </Panel>
      </>
    );
  },
});
