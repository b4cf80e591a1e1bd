"use client";

import { type FormEvent, useState } from "react";
import { SettingsGroups } from "@/components/settings/settings-groups";
import type { Settings } from "@/components/settings/settings-paths";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";
import type { InstanceChoices } from "@/lib/connections/list-instance-choices";
import type { SettingsGroup } from "@/lib/forms/settings-field";

interface SettingsFormProps {
  groups: readonly SettingsGroup[];
  initial: Settings;
  choices: InstanceChoices | undefined;
  canSave: boolean;
  save: (input: { integrationId: string; settings: Settings }) => Promise<ActionResult<null>>;
  integrationId: string;
}

export function SettingsForm({ groups, initial, choices, canSave, save, integrationId }: SettingsFormProps) {
  const [settings, setSettings] = useState(initial);
  const [isSaved, setSaved] = useState(false);
  const { isBusy, problem, fields, run } = useAction();

  function submit(event: FormEvent): void {
    event.preventDefault();
    setSaved(false);
    void run(
      () => save({ integrationId, settings }),
      () => setSaved(true),
    );
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <fieldset disabled={!canSave} className="contents">
        <SettingsGroups
          groups={groups}
          settings={settings}
          onChange={(next) => {
            setSettings(next);
            setSaved(false);
          }}
          errors={fields}
          choices={choices}
        />
      </fieldset>
      {problem ? <ProblemNotice problem={problem} /> : null}
      {canSave ? (
        <div className="sticky bottom-0 flex items-center gap-3 border-t border-line bg-ground py-2.5">
          <Button type="submit" look="solid" busy={isBusy}>
            Save
          </Button>
          <p role="status" className="text-ink-soft">
            {isSaved
              ? "Saved. Plan changes to see what will change in the account."
              : "Saving doesn't change the account. Approve a plan to apply the settings."}
          </p>
        </div>
      ) : null}
    </form>
  );
}
