"use client";

import { Field } from "@/components/ui/field";
import { Panel, PanelHeader } from "@/components/ui/panel";
import type { InstanceChoices } from "@/lib/connections/list-instance-choices";
import type { SettingsField, SettingsGroup } from "@/lib/forms/settings-field";
import { SettingsControl } from "./settings-control";
import { readPath, type Settings, writePath } from "./settings-paths";

interface SettingsGroupsProps {
  groups: readonly SettingsGroup[];
  settings: Settings;
  onChange: (settings: Settings) => void;
  errors: Record<string, string>;
  choices: InstanceChoices | undefined;
}

/** A blueprint's settings, group by group, as its own description lays them out. */
export function SettingsGroups({ groups, settings, onChange, errors, choices }: SettingsGroupsProps) {
  return groups.map((group) => {
    const fields = (
      <div className="grid gap-x-6 gap-y-4 p-3.5 lg:grid-cols-2">
        {group.fields.map((field) => (
          <SettingsRow
            key={field.path}
            field={field}
            settings={settings}
            onChange={onChange}
            errors={errors}
            choices={choices}
          />
        ))}
      </div>
    );
    const isWrong = group.fields.some(({ path }) => Object.keys(errors).some((key) => isUnder(key, path)));
    return (
      <Panel key={group.title}>
        {group.advanced ? (
          <details open={isWrong || undefined}>
            <summary className="list-none px-3.5 py-2.5 font-semibold hover:bg-hover">
              {group.title}{" "}
              <span className="font-normal text-ink-faint">· the defaults fit almost everyone</span>
            </summary>
            <div className="border-t border-line">{fields}</div>
          </details>
        ) : (
          <>
            <PanelHeader title={group.title} />
            {fields}
          </>
        )}
      </Panel>
    );
  });
}

interface SettingsRowProps extends Omit<SettingsGroupsProps, "groups"> {
  field: SettingsField;
}

function SettingsRow({ field, settings, onChange, errors, choices }: SettingsRowProps) {
  const id = `setting-${field.path.replaceAll(".", "-")}`;
  const partErrors = Object.fromEntries(
    Object.entries(errors).flatMap(([key, message]) =>
      key.startsWith(`${field.path}.`) ? [[key.slice(field.path.length + 1), message]] : [],
    ),
  );
  const error =
    errors[field.path] ?? (field.input.kind === "entry" ? undefined : Object.values(partErrors)[0]);
  const isWide = ["entry", "rows"].includes(field.input.kind);
  return (
    <div className={isWide ? "lg:col-span-2" : ""}>
      <Field id={id} label={field.label} hint={field.note} error={error}>
        <SettingsControl
          id={id}
          field={field}
          value={readPath(settings, field.path)}
          error={error}
          partErrors={partErrors}
          choices={choices}
          onChange={(value) => onChange(writePath(settings, field.path, value))}
        />
      </Field>
    </div>
  );
}

function isUnder(key: string, path: string): boolean {
  return key === path || key.startsWith(`${path}.`);
}
