import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";

export default function NotFoundForAll() {
  return (
    <Panel>
      <EmptyState title="There is nothing here" action={<LinkButton href="/">Go to your tenants</LinkButton>}>
        The address is wrong, or it is not for you.
      </EmptyState>
    </Panel>
  );
}
