"use client";

import { Button } from "@/components/ui/button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { StateMark } from "@/components/ui/state";
import { type CheckResult, checkIds, checkTitles } from "./checks";
import { useChecks } from "./use-checks";

const words: Record<CheckResult["state"], string> = {
  good: "OK",
  attention: "Attention",
  bad: "Problem",
  unknown: "Not known",
};

interface ChecksPanelProps {
  origins: readonly string[];
  isSignedIn: boolean;
  onMicrophoneRefused: () => void;
}

/** Before the first call: what would keep an agent from hearing the caller. */
export function ChecksPanel(props: ChecksPanelProps) {
  const { results, isBusy, run } = useChecks(props);
  return (
    <Panel>
      <PanelHeader
        title="Check before the first call"
        actions={
          <Button size="small" busy={isBusy} onClick={() => void run()}>
            Run the check
          </Button>
        }
      />
      <ul className="divide-y divide-line" data-testid="agent-checks" aria-live="polite">
        {checkIds.map((id) => {
          const { state, detail } = results[id];
          return (
            <li key={id} data-check={id} data-state={state} className="flex items-start gap-2.5 px-3.5 py-2">
              <StateMark state={state} title={words[state]} className="mt-1.5" />
              <span className="min-w-0">
                <span className="block font-medium">
                  {checkTitles[id]} <span className="text-xs font-normal text-ink-soft">{words[state]}</span>
                </span>
                <span className="block text-xs text-ink-soft break-words">{detail}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
