import { defineScreen } from "@/components/define-screen";
import { NotPermitted } from "@/components/not-permitted";
import { ScreenHeader } from "@/components/ui/screen-header";
import { can } from "@/lib/access/auth/permissions";
import { findConnectionKind } from "@/lib/connections/registry";
import { ConnectionForm } from "../connection-form";
import { formFacts } from "../form-facts";

export const metadata = { title: "New connection" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }, { search }) => {
    if (!can(role, "connection:write")) return <NotPermitted />;
    const kind = findConnectionKind(search.kind ?? "") ? (search.kind ?? "aws") : "aws";
    return (
      <>
        <ScreenHeader
          title={`Connect: ${findConnectionKind(kind)?.title ?? kind}`}
          back={{ href: `/${slug}/connections`, label: "Connections" }}
        />
        <ConnectionForm slug={slug} kind={kind} facts={formFacts(tenantId)} />
      </>
    );
  },
});
