import type { ActionResult } from "@/lib/access/action";
import type { InstanceChoices } from "@/lib/connections/list-instance-choices";
import type { StreamKey } from "@/lib/connections/list-stream-keys";
import type { FreeNumber, FreeNumberSearch } from "@/lib/engine/search-free-numbers";
import type { SettingsField } from "@/lib/forms/settings-field";
import type { Result } from "@/lib/kernel/result";

/** What a settings form shows of the connected account, and how it asks the account for more. */
export interface AccountChoices {
  /** undefined: couldn't be read. */
  choices: InstanceChoices | undefined;
  /** Phone numbers that other integrations have, with their names. */
  numbersInUse: Readonly<Record<string, string>>;
  /** undefined where no field asks for a key. */
  streamKeys: Result<StreamKey[]> | undefined;
  findNumbers: FindNumbers;
}

export type FindNumbers = (
  search: Pick<FreeNumberSearch, "country" | "numberType">,
) => Promise<ActionResult<FreeNumber[]>>;

/** The same, in whichever of the tenant's accounts. */
export type FindNumbersIn = (
  search: Parameters<FindNumbers>[0] & { awsConnectionId: string },
) => ReturnType<FindNumbers>;

export interface ControlProps extends AccountChoices {
  id: string;
  field: SettingsField;
  value: unknown;
  error: string | undefined;
  /** It can't be left blank. */
  isRequired: boolean;
  /** Faults of parts of the value: "0.host". */
  partErrors: Record<string, string>;
  onChange: (value: unknown) => void;
}

/** What was typed, as a number where it is one: the blueprint's own rules judge the rest. */
export function toNumber(text: string): number | string {
  return /^-?\d+$/.test(text.trim()) ? Number(text) : text;
}
