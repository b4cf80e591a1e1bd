import { EmptyState } from "./ui/empty-state";
import { Panel } from "./ui/panel";

export function NotPermitted() {
  return (
    <Panel>
      <h1 className="sr-only">No access</h1>
      <EmptyState title="Your role doesn't have access to this page">
        An administrator of this tenant can change your role under Members.
      </EmptyState>
    </Panel>
  );
}
