import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";

export default function NotFoundInTenant() {
  return (
    <Panel>
      <EmptyState title="Page not found">
        The page doesn't exist or was removed. Use the menu to find what this tenant has.
      </EmptyState>
    </Panel>
  );
}
