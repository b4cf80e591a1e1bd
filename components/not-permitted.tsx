import { EmptyState } from "./ui/empty-state";
import { Panel } from "./ui/panel";

export function NotPermitted() {
  return (
    <Panel>
      <EmptyState title="Your role does not open this screen">
        Nothing is wrong with it. An administrator of this tenant can give you another role under Members.
      </EmptyState>
    </Panel>
  );
}
