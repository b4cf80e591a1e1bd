/** One setting, as a form shows it. Its path leads into the blueprint's settings: "connector.requireEncryption". */
export interface SettingsField {
  path: string;
  label: string;
  /** What to know before choosing: risks, what has no effect, where a change shows. */
  note?: string;
  input:
    | { kind: "text" | "long-text" | "switch" }
    | { kind: "number"; unit: string }
    | { kind: "choice"; options: readonly { value: string | number; label: string }[] }
    /** A list in groups; what it does not have can be typed. */
    | {
        kind: "choice-or-other";
        otherLabel: string;
        groups: readonly { label?: string; options: readonly { value: string; label: string }[] }[];
      }
    | { kind: "choices"; options: readonly { value: string; label: string }[] }
    /** Read from the connected account: the form offers what is there. */
    | { kind: "queue" | "hours-of-operation" | "flow" | "entry" }
    /** Rows of plain fields. */
    | { kind: "rows"; columns: readonly RowColumn[] }
    /** One plain value a line. */
    | { kind: "lines" };
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
