"use client";

import { Field } from "@/components/ui/field";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { hasEffect, type SettingsField, type SettingsGroup } from "@/lib/forms/settings-field";
import { readPath, type Settings, writePath } from "@/lib/forms/settings-paths";
import type { AccountChoices } from "./control-props";
import { SettingsControl } from "./settings-control";

interface SettingsGroupsProps extends AccountChoices {
  groups: readonly SettingsGroup[];
  settings: Settings;
  onChange: (settings: Settings) => void;
  errors: Record<string, string>;
  /** Paths of the fields that can't be left blank. */
  required: readonly string[];
}

/** A blueprint's settings, group by group, as its own description lays them out. */
export function SettingsGroups({ groups, ...shared }: SettingsGroupsProps) {
  const { errors } = shared;
  return groups.map((group) => {
    const fields = (
      <div className="grid grid-cols-1 gap-x-6 gap-y-4 p-3.5 lg:grid-cols-2">
        {group.fields
          .filter((field) => hasEffect(field, shared.settings) || faultOf(field, errors) !== undefined)
          .map((field) => (
            <SettingsRow key={field.path} field={field} {...shared} />
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

function SettingsRow({ field, settings, onChange, errors, required, ...shared }: SettingsRowProps) {
  const isRequired = required.includes(field.path);
  const id = `setting-${field.path.replaceAll(".", "-")}`;
  const partErrors = Object.fromEntries(
    Object.entries(errors).flatMap(([key, message]) =>
      key.startsWith(`${field.path}.`) ? [[key.slice(field.path.length + 1), message]] : [],
    ),
  );
  const error =
    errors[field.path] ?? (field.input.kind === "entry" ? undefined : Object.values(partErrors)[0]);
  const isWide = ["entry", "rows", "claimed-number"].includes(field.input.kind);
  return (
    <div className={isWide ? "lg:col-span-2" : ""}>
      <Field id={id} label={field.label} hint={field.note} error={error} required={isRequired}>
        <SettingsControl
          id={id}
          field={field}
          value={readPath(settings, field.path)}
          error={error}
          isRequired={isRequired}
          partErrors={partErrors}
          {...shared}
          onChange={(value) => onChange(writePath(settings, field.path, value))}
        />
        {field.input.kind === "number" && field.input.sumOf !== undefined ? (
          <SumNote of={field.input.sumOf} unit={field.input.unit} settings={settings} />
        ) : null}
      </Field>
    </div>
  );
}

/** The message of the field or of any part of it. */
function faultOf({ path }: SettingsField, errors: Record<string, string>): string | undefined {
  return Object.entries(errors).find(([key]) => isUnder(key, path))?.[1];
}

/** What several numbers come to together: their limit is one of the sum. */
function SumNote({ of, unit, settings }: { of: readonly string[]; unit: string; settings: Settings }) {
  const numbers = of.map((path) => readPath(settings, path));
  if (!numbers.every((each) => typeof each === "number")) return null;
  const sum = numbers.reduce((total, each) => total + each, 0);
  const hours = unit === "minutes" && sum >= 60 ? ` (${describeHours(sum)})` : "";
  return <p role="status">{`Together ${sum} ${unit}${hours}.`}</p>;
}

function describeHours(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

function isUnder(key: string, path: string): boolean {
  return key === path || key.startsWith(`${path}.`);
}
