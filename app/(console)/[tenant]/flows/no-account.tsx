import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";

export function NoAccount({ slug }: { slug: string }) {
  return (
    <Panel>
      <EmptyState
        title="No AWS account connected"
        action={<LinkButton href={`/${slug}/connections/new?kind=aws`}>Connect an AWS account</LinkButton>}
      >
        Flows are read from the Amazon Connect instance in the tenant's AWS account. Flows of other contact
        centers aren't listed here.
      </EmptyState>
    </Panel>
  );
}
