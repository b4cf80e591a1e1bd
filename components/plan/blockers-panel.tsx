import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/link-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { StateMark } from "@/components/ui/state";
import { adviceFor } from "@/lib/engine/blockers";
import type { PlanStep } from "@/lib/engine/plan-step";

interface BlockersPanelProps {
  steps: readonly PlanStep[];
  settingsHref: string;
  /** Nothing is deployed yet, so that the integration's prefix can still be changed. */
  canChangePrefix: boolean;
  canPlan: boolean;
  /** A button that plans again and takes over what exists, by logical ids. */
  adopt: (logicalIds: string[]) => ReactNode;
}

/** What keeps a plan from being deployed, and what can be done about each. */
export function BlockersPanel({ steps, settingsHref, canChangePrefix, canPlan, adopt }: BlockersPanelProps) {
  const blockers = steps.filter(({ action }) => action === "conflict");
  if (blockers.length === 0) return null;
  const adoptable = blockers.filter((step) => adviceFor(step).includes("adopt"));
  return (
    <Panel id="blockers" className="border-bad">
      <PanelHeader
        title={
          blockers.length === 1
            ? "A conflict blocks this plan"
            : `${blockers.length} conflicts block this plan`
        }
      />
      <ul className="divide-y divide-line">
        {blockers.map((step) => (
          <li
            key={step.id}
            className="flex flex-wrap items-start gap-x-3 gap-y-2 px-3.5 py-2.5"
            data-blocker={step.id}
          >
            <StateMark state="bad" title="conflict" className="mt-1" />
            <div className="min-w-0 flex-1 basis-72">
              <p className="font-medium break-words">{step.problem?.sentence}</p>
              <p className="text-ink-soft">{wayOutOf(step, canChangePrefix)}</p>
            </div>
            {canPlan ? (
              <LinkButton size="small" href={settingsHref}>
                {buttonOf(step, canChangePrefix)}
              </LinkButton>
            ) : null}
          </li>
        ))}
      </ul>
      {canPlan && adoptable.length > 0 ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-3.5 py-2.5">
          <p className="min-w-0 flex-1 basis-72 text-ink-soft">
            Was this set up by hand for this integration? Adopt it: Patchbay plans again, changes only what
            differs, and manages it from then on. Removing the integration will delete it.
          </p>
          {adopt(adoptable.map(({ logicalId }) => logicalId))}
        </div>
      ) : null}
    </Panel>
  );
}

const nameButton = (canChangePrefix: boolean) => (canChangePrefix ? "Set a prefix" : "Change the name");

function buttonOf(step: PlanStep, canChangePrefix: boolean): string {
  const [first] = adviceFor(step);
  if (first === "other-number") return "Choose another number";
  return first === "other-settings" ? "Change the settings" : nameButton(canChangePrefix);
}

function wayOutOf(step: PlanStep, canChangePrefix: boolean): string {
  const [first] = adviceFor(step);
  if (first === "other-number" || first === "other-settings") return step.problem?.wayOut ?? "";
  const name = canChangePrefix
    ? "Set a prefix for this integration's names in the settings"
    : "Give it another name in the settings";
  return first === "adopt" ? `Adopt it, or ${name[0]?.toLowerCase()}${name.slice(1)}.` : `${name}.`;
}
