import { defineScreen } from "@/components/define-screen";
import { Panel } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { listMembers } from "@/lib/auth/members";
import { withTenant } from "@/lib/tenant/scope";

export const metadata = { title: "Members" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId }) => {
    const members = await withTenant(tenantId, listMembers);
    return (
      <>
        <ScreenHeader title="Members">Who may enter this tenant, and what they may do in it.</ScreenHeader>
        <Panel>
          <ul className="divide-y divide-line">
            {members.map(({ userId, name, email, role }) => (
              <li key={userId} className="px-3.5 py-2">
                {name} · {email} · {role}
              </li>
            ))}
          </ul>
        </Panel>
      </>
    );
  },
});
