import { defineScreen } from "@/components/define-screen";
import { Panel } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { listAudit } from "@/lib/audit/list-audit";
import { withTenant } from "@/lib/tenant/scope";

export const metadata = { title: "Audit" };

export default defineScreen<{ tenant: string }>({
  permission: "audit:read",
  render: async ({ tenantId }) => {
    const { entries } = await withTenant(tenantId, (db) => listAudit(db));
    return (
      <>
        <ScreenHeader title="Audit">
          Every change and every opening of a contact, as it was written.
        </ScreenHeader>
        <Panel>
          <ul className="divide-y divide-line">
            {entries.map(({ id, actorName, action, target }) => (
              <li key={id} className="px-3.5 py-2">
                {actorName} · {action} · {target}
              </li>
            ))}
          </ul>
        </Panel>
      </>
    );
  },
});
