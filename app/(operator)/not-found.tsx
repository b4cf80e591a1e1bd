import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";

export const metadata = { title: "Page not found" };

export default function NotFoundForAll() {
  return (
    <>
      <ScreenHeader title="Page not found" />
      <Panel>
        <EmptyState title="Nothing to show" action={<LinkButton href="/">Go to your tenants</LinkButton>}>
          The page doesn't exist, or you don't have access to it.
        </EmptyState>
      </Panel>
    </>
  );
}
