import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";

export default function NotFoundInTenant() {
  return (
    <Panel>
      <EmptyState title="There is nothing here">
        The address is wrong, or what it named was removed. The lists at the side show what this tenant has.
      </EmptyState>
    </Panel>
  );
}
