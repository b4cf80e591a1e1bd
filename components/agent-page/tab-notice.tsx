import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { TabState } from "./use-single-tab";

interface TabNoticeProps {
  state: Exclude<TabState, "held" | "unsupported">;
  onTakeOver(): void;
}

/** In place of the softphone, in every tab but the one that has it. */
export function TabNotice({ state, onTakeOver }: TabNoticeProps) {
  if (state === "unknown") return <p role="status">Loading…</p>;
  return (
    <Panel>
      <div data-testid="other-tab" role="status">
        <EmptyState
          title="The softphone is open in another tab"
          action={
            <Button look="solid" onClick={onTakeOver}>
              Use it here
            </Button>
          }
        >
          {state === "taken"
            ? "Another tab of this browser has just taken it over."
            : "Another tab of this browser has it: two would answer the same call."}{" "}
          A call that is in progress stays connected when you take it over.
        </EmptyState>
      </div>
    </Panel>
  );
}
