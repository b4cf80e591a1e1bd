"use client";

import { type FormEvent, useState } from "react";
import type { AccountChoices, FindNumbersIn } from "@/components/settings/control-props";
import { SettingsGroups } from "@/components/settings/settings-groups";
import { Button } from "@/components/ui/button";
import { FormBar } from "@/components/ui/form-bar";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { TextField } from "@/components/ui/text-field";
import { UnsavedChanges } from "@/components/ui/unsaved-changes";
import { useAction } from "@/components/ui/use-action";
import { useFocusOnFault } from "@/components/ui/use-focus-on-fault";
import type { ActionResult } from "@/lib/access/action";
import type { SettingsGroup } from "@/lib/forms/settings-field";
import { isSame, type Settings } from "@/lib/forms/settings-paths";
import type { IntegrationId } from "@/lib/kernel/ids";

interface SettingsFormProps extends Omit<AccountChoices, "findNumbers"> {
  groups: readonly SettingsGroup[];
  required: readonly string[];
  initial: Settings;
  findNumbers: FindNumbersIn;
  awsConnectionId: string | undefined;
  canSave: boolean;
  save: (input: {
    integrationId: IntegrationId;
    settings: Settings;
    basedOn: Settings;
    prefix?: string | undefined;
    prefixBasedOn?: string | undefined;
  }) => Promise<ActionResult<Settings>>;
  integrationId: IntegrationId;
  /** While it can be changed: nothing is deployed yet. */
  prefix: string | undefined;
}

export function SettingsForm(props: SettingsFormProps) {
  const { initial, canSave, save, integrationId, prefix: storedPrefix, ...read } = props;
  const { findNumbers, awsConnectionId, ...shared } = read;
  const [settings, setSettings] = useState(initial);
  const [prefix, setPrefix] = useState(storedPrefix);
  const [saved, setSaved] = useState({ settings: initial, prefix: storedPrefix });
  /** As it is stored, which may be written in another way than it was typed: what others save meanwhile is told by it. */
  const [stored, setStored] = useState(initial);
  const [isSaved, tellSaved] = useState(false);
  const { isBusy, problem, fields, run } = useAction();
  const form = useFocusOnFault(fields);

  function submit(event: FormEvent): void {
    event.preventDefault();
    tellSaved(false);
    void run(
      () => save({ integrationId, settings, basedOn: stored, prefix, prefixBasedOn: saved.prefix?.trim() }),
      (value) => {
        setStored(value);
        setSaved({ settings, prefix });
        tellSaved(true);
      },
    );
  }

  return (
    <form ref={form} onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <UnsavedChanges exist={!isSame({ settings, prefix }, saved)} />
      {canSave ? null : <p className="text-ink-soft">Only an administrator can change these settings.</p>}
      <fieldset disabled={!canSave} className="contents">
        <SettingsGroups
          {...shared}
          findNumbers={(search) => findNumbers({ ...search, awsConnectionId: awsConnectionId ?? "" })}
          settings={settings}
          onChange={(next) => {
            setSettings(next);
            tellSaved(false);
          }}
          errors={fields}
        />
        {prefix === undefined ? null : (
          <Panel>
            <PanelHeader title="Prefix" />
            <div className="grid grid-cols-1 gap-x-6 p-3.5 lg:grid-cols-2">
              <TextField
                name="prefix"
                label="Prefix"
                optional
                mono
                hint="Added before every resource name. It can be changed until the first deployment. Example: acme-"
                error={fields.prefix}
                value={prefix}
                onChange={(event) => {
                  setPrefix(event.target.value);
                  tellSaved(false);
                }}
              />
            </div>
          </Panel>
        )}
      </fieldset>
      {canSave ? (
        <FormBar problem={problem}>
          <Button type="submit" look="solid" busy={isBusy}>
            Save
          </Button>
          <p role="status" className="text-ink-soft">
            {isSaved
              ? "Saved. Plan changes to see what will change in the account."
              : "Saving doesn't change the account. Approve a plan to apply the settings."}
          </p>
        </FormBar>
      ) : null}
    </form>
  );
}
