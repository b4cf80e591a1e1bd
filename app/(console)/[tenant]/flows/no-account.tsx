import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { can, type TenantRole } from "@/lib/access/auth/permissions";

export function NoAccount({ slug, role }: { slug: string; role: TenantRole }) {
  return (
    <Panel>
      <EmptyState
        title="No AWS account connected"
        action={
          can(role, "connection:write") ? (
            <LinkButton href={`/${slug}/connections/new?kind=aws`}>Connect an AWS account</LinkButton>
          ) : null
        }
      >
        Flows are read from the Amazon Connect instance in the tenant's AWS account. Flows of other contact
        centers aren't listed here.
      </EmptyState>
    </Panel>
  );
}
