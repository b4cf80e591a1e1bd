import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";

export default function NotFoundForAll() {
  return (
    <Panel>
      <EmptyState title="Page not found" action={<LinkButton href="/">Go to your tenants</LinkButton>}>
        The page doesn't exist, or you don't have access to it.
      </EmptyState>
    </Panel>
  );
}
