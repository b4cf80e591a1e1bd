import type { SettingsField } from "@/lib/forms/settings-field";
import { speechLanguages } from "./polly-voices";
import { logRetentionChoices } from "./settings-parts";

export const choices = <Value extends string | number>(
  values: readonly Value[],
  label: (value: Value) => string = String,
) => values.map((value) => ({ value, label: label(value) }));

export const textField = (path: string, label: string, note?: string): SettingsField => ({
  path,
  label,
  ...(note === undefined ? {} : { note }),
  input: { kind: "text" },
});

export const spokenField = (name: string, label: string, note?: string): SettingsField => ({
  path: `texts.${name}`,
  label,
  isNoticed: true,
  ...(note === undefined ? {} : { note }),
  input: { kind: "long-text" },
});

export const entryField: SettingsField = {
  path: "entry",
  label: "How callers reach the flow",
  note: "Test numbers point to the flow immediately, live numbers when you promote. Each number's earlier flow is recorded and restored on removal.",
  input: { kind: "entry" },
};

export const hoursField: SettingsField = {
  path: "hoursOfOperationId",
  label: "Opening hours",
  note: "Checked before the voice agent. Without them, nothing is checked and the voice agent always answers.",
  isNoticed: true,
  input: { kind: "hours-of-operation" },
};

export const speechFields: readonly SettingsField[] = [
  {
    path: "language",
    label: "Language",
    isNoticed: true,
    input: {
      kind: "choice-or-other",
      otherLabel: "Other language code",
      groups: [
        { options: speechLanguages.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` })) },
      ],
    },
  },
  {
    path: "voice",
    label: "Voice",
    isNoticed: true,
    note: "Amazon Polly's voices, with the engines that each supports.",
    input: {
      kind: "choice-or-other",
      otherLabel: "Other voice",
      groups: speechLanguages.map(({ name, voices }) => ({
        label: name,
        options: voices.map(({ id, engines }) => ({ value: id, label: `${id} · ${engines.join(", ")}` })),
      })),
    },
  },
  {
    path: "engine",
    label: "Engine",
    isNoticed: true,
    note: "Not every voice supports every engine. Publishing the flow reports an unsupported combination.",
    input: { kind: "choice", options: choices(["Standard", "Neural", "Generative"]) },
  },
];

export const logRetentionField: SettingsField = {
  path: "logRetentionDays",
  label: "Log retention of the functions",
  input: {
    kind: "choice",
    options: choices(logRetentionChoices, (days) => (days === 1 ? "1 day" : `${days} days`)),
  },
};
