import type { InstanceChoices } from "@/lib/connections/list-instance-choices";
import type { SettingsField } from "@/lib/forms/settings-field";

export interface ControlProps {
  id: string;
  field: SettingsField;
  value: unknown;
  error: string | undefined;
  /** Faults of parts of the value: "0.host". */
  partErrors: Record<string, string>;
  choices: InstanceChoices | undefined;
  onChange: (value: unknown) => void;
}

/** What was typed, as a number where it is one: the blueprint's own rules judge the rest. */
export function toNumber(text: string): number | string {
  return /^-?\d+$/.test(text.trim()) ? Number(text) : text;
}
