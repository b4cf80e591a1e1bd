import { defineScreen } from "@/components/define-screen";
import { NotPermitted } from "@/components/not-permitted";
import { ScreenHeader } from "@/components/ui/screen-header";
import { can } from "@/lib/access/auth/permissions";
import { awsConnection } from "@/lib/connections/aws";
import { findConnectionKind } from "@/lib/connections/registry";
import { awsFormFacts } from "../aws-form-facts";
import { ConnectionForm } from "../connection-form";

export const metadata = { title: "New connection" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }, { search }) => {
    if (!can(role, "connection:write")) return <NotPermitted />;
    const { kind, title, form } = findConnectionKind(search.kind ?? "") ?? awsConnection;
    return (
      <>
        <ScreenHeader
          title={`Connect: ${title}`}
          back={{ href: `/${slug}/connections`, label: "Connections" }}
        />
        <ConnectionForm
          slug={slug}
          kind={kind}
          form={form}
          awsFacts={kind === "aws" ? awsFormFacts(tenantId) : undefined}
        />
      </>
    );
  },
});
