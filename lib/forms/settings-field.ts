import { readPath, type Settings } from "./settings-paths";

/** One setting, as a form shows it. Its path leads into the blueprint's settings: "connector.requireEncryption". */
export interface SettingsField {
  path: string;
  label: string;
  /** What to know before choosing: risks, what has no effect, where a change shows. */
  note?: string;
  /** Callers hear or notice it: a plan shows what was and what will be. */
  isNoticed?: true;
  /** Has an effect only while another setting has one of these values: it isn't shown otherwise, unless it has a fault. */
  onlyWith?: { path: string; values: readonly (boolean | string)[] };
  input:
    | { kind: "text" | "long-text" | "switch" }
    /** `sumOf`: paths of numbers that count together, whose sum is shown below this one. */
    | { kind: "number"; unit: string; sumOf?: readonly string[] }
    | { kind: "choice"; options: readonly { value: string | number; label: string }[] }
    /** A list in groups; what it does not have can be typed. */
    | {
        kind: "choice-or-other";
        otherLabel: string;
        groups: readonly { label?: string; options: readonly { value: string; label: string }[] }[];
      }
    | { kind: "choices"; options: readonly { value: string; label: string }[] }
    /** Read from the connected account: the form offers what is there. */
    | { kind: "queue" | "hours-of-operation" | "flow" | "entry" | "security-profiles" }
    /** The account's keys by their aliases; any other can be typed. `own`: always offered, also when none can be read. */
    | { kind: "stream-key"; otherLabel: string; own: { value: string; label: string } }
    /** A number that the integration claims itself: searched for, and chosen from what AWS offers. */
    | { kind: "claimed-number" }
    /** Rows of plain fields. */
    | { kind: "rows"; columns: readonly RowColumn[] }
    /** One plain value a line. */
    | { kind: "lines" };
}

/** Whether it has an effect with these settings. */
export function hasEffect({ onlyWith }: SettingsField, settings: Settings): boolean {
  return (
    onlyWith === undefined || onlyWith.values.some((value) => value === readPath(settings, onlyWith.path))
  );
}

export interface RowColumn {
  name: string;
  label: string;
  /** Plain text when absent. "queue/<id>" or "contact-flow/<id>", chosen from the connected account. */
  input?: "queue-or-flow";
}

export interface SettingsGroup {
  title: string;
  /** Folded away at first: right for nearly everybody as it is. */
  advanced?: true;
  fields: readonly SettingsField[];
}
