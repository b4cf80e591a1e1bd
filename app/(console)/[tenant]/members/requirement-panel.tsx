"use client";

import { ConfirmButton } from "@/components/ui/confirm-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Pill } from "@/components/ui/state";
import { useAction } from "@/components/ui/use-action";
import { setRequirement } from "./actions";

interface RequirementPanelProps {
  slug: string;
  isRequired: boolean;
  /** Operators only. */
  canChange: boolean;
}

export function RequirementPanel({ slug, isRequired, canChange }: RequirementPanelProps) {
  const { isBusy, problem, run } = useAction();
  return (
    <Panel>
      <PanelHeader
        title="Two-step authentication"
        aside={isRequired ? <Pill state="good">required</Pill> : <Pill>optional</Pill>}
      />
      <div className="flex flex-col items-start gap-3 p-3.5">
        <p className="text-ink-soft">
          {isRequired
            ? "Members who haven't set it up must do so before they can do anything else."
            : "Members can turn it on under Your account."}
          {canChange ? null : " An operator can change this."}
        </p>
        {canChange ? (
          <ConfirmButton
            // The answer takes the question away.
            key={String(isRequired)}
            label={isRequired ? "Make optional" : "Require"}
            question={
              isRequired
                ? "Make two-step authentication optional? Members can then turn it off."
                : "Require two-step authentication? Every member who hasn't set it up, which may include you, must do so before they can go on. You can make it optional again."
            }
            answer={isRequired ? "Make optional" : "Require"}
            isBusy={isBusy}
            onConfirm={() =>
              void run(
                () => setRequirement(slug, { required: !isRequired }),
                () => undefined,
              )
            }
          />
        ) : null}
        {problem ? <ProblemNotice problem={problem} /> : null}
      </div>
    </Panel>
  );
}
