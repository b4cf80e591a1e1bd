import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";

export const metadata = { title: "Page not found" };

export default function NotFoundInTenant() {
  return (
    <>
      <ScreenHeader title="Page not found" />
      <Panel>
        <EmptyState title="Nothing to show">
          The page doesn't exist or was removed. Use the menu to find what this tenant has.
        </EmptyState>
      </Panel>
    </>
  );
}
