import { defineScreen } from "@/components/define-screen";
import { NotPermitted } from "@/components/not-permitted";
import { SetupStrip } from "@/components/setup/setup-strip";
import { ScreenHeader } from "@/components/ui/screen-header";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { awsConnection } from "@/lib/connections/aws";
import { findConnectionKind } from "@/lib/connections/registry";
import { sandboxChoiceOf } from "@/lib/connections/sandbox-vendors";
import { listConnections } from "@/lib/connections/store";
import { loadSetup } from "@/lib/integrations/setup-progress";
import { findVendor } from "@/lib/vendors/registry";
import { awsFormFacts } from "../aws-form-facts";
import { ConnectionForm } from "../connection-form";

export const metadata = { title: "New connection" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }, { search }) => {
    if (!can(role, "connection:write")) return <NotPermitted />;
    const { kind, title, form } = findConnectionKind(search.kind ?? "") ?? awsConnection;
    const [connections, setup] = await Promise.all([
      withTenant(tenantId, listConnections),
      loadSetup(tenantId),
    ]);
    return (
      <>
        <ScreenHeader
          title={`Connect ${title}`}
          back={{ href: `/${slug}/connections`, label: "Connections" }}
        />
        <SetupStrip
          slug={slug}
          progress={setup}
          role={role}
          // This form is the next step.
          hasOwnButton={setup.next === "account" || setup.next === "agent"}
        />
        <ConnectionForm
          slug={slug}
          kind={kind}
          title={title}
          waitsFor={findVendor(kind)?.title ?? "AWS"}
          form={form}
          awsFacts={kind === "aws" ? awsFormFacts(tenantId) : undefined}
          sandbox={sandboxChoiceOf(kind, undefined, connections)}
        />
      </>
    );
  },
});
