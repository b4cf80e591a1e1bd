import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { Pill, StateMark } from "@/components/ui/state";
import type { Check, ProbeReport } from "@/lib/connection-kinds/connection-kind";
import { ConnectionProof, checkLooks } from "./connection-proof";

interface ChecksPanelProps {
  probe: ProbeReport | undefined;
  probedAt: string | undefined;
  action: ReactNode;
}

/** Refused, and the connection works without it. */
const missingLook = { state: "attention", word: "Missing" } as const;

const order = { failed: 0, unproven: 1, proven: 2, simulated: 3 } as const;

/** What was tried, what IAM only says, what cannot be tried; a missing permission by its name. */
export function ChecksPanel({ probe, probedAt, action }: ChecksPanelProps) {
  const checks = [...(probe?.checks ?? [])].sort((one, other) => order[one.state] - order[other.state]);
  const missing = [...new Set(checks.flatMap(({ missingAction }) => missingAction ?? []))].sort();
  return (
    <Panel>
      <PanelHeader
        title="Checks"
        aside={<ConnectionProof probe={probe} probedAt={probedAt} />}
        actions={action}
      />
      {missing.length > 0 ? <MissingActions actions={missing} /> : null}
      {checks.length === 0 ? (
        <EmptyState title="Never checked with these settings">
          The check calls the other side. Read access is tested with real calls; write access is only
          simulated.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {checks.map((check) => (
            <CheckRow key={check.id} check={check} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** All of them at once, in the form in which somebody can add them to the role or the user. */
function MissingActions({ actions }: { actions: readonly string[] }) {
  const statement = JSON.stringify({ Effect: "Allow", Action: actions, Resource: "*" }, null, 2);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line bg-bad-wash px-3.5 py-2">
      <p className="min-w-0 flex-1 basis-60">
        <span className="font-semibold">
          {actions.length === 1 ? "1 permission is missing." : `${actions.length} permissions are missing.`}
        </span>{" "}
        Add them to the role or user that Patchbay uses, then check again.
      </p>
      <CopyButton value={statement} label="the missing permissions as a policy statement" />
    </div>
  );
}

function CheckRow({ check }: { check: Check }) {
  const look = check.isMissing ? missingLook : checkLooks[check.state];
  return (
    <li className="flex items-start gap-2.5 px-3.5 py-1.5" data-check={check.id} data-state={check.state}>
      <StateMark state={look.state} title={look.word} className="mt-1" />
      <span className="min-w-0 flex-1">
        {check.title}
        <span className="block text-xs break-words text-ink-soft">{check.detail}</span>
        {check.missingAction ? (
          <span className="block text-xs text-bad-ink">
            Missing permission: <span className="font-mono">{check.missingAction}</span>
          </span>
        ) : null}
      </span>
      <Pill state={look.state}>{look.word}</Pill>
    </li>
  );
}
