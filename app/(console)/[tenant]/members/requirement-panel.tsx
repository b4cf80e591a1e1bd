"use client";

import { Button } from "@/components/ui/button";
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
          <Button
            busy={isBusy}
            onClick={() =>
              void run(
                () => setRequirement(slug, { required: !isRequired }),
                () => undefined,
              )
            }
          >
            {isRequired ? "Make optional" : "Require"}
          </Button>
        ) : null}
        {problem ? <ProblemNotice problem={problem} /> : null}
      </div>
    </Panel>
  );
}
