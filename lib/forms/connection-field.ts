/** One field of a connection's form. Its path leads into the connection's settings; a secret's names the secret. */
export interface ConnectionField {
  path: string;
  label: string;
  /** What to know before filling it in. */
  note?: string;
  placeholder?: string;
  optional?: true;
  /** An id or an address: compared letter by letter. */
  mono?: true;
  input:
    | { kind: "text" }
    | { kind: "choice"; options: readonly { value: string; label: string }[] }
    /** One plain value a line. */
    | { kind: "lines" }
    /** Only ever written: what is stored is never sent to a screen. */
    | { kind: "secret" };
}

export interface ConnectionFieldGroup {
  /** Absent: the fields follow the name. */
  title?: string;
  fields: readonly ConnectionField[];
}

/** A connection's form as a screen draws it: plain data, so that it can be handed to a browser. */
export interface ConnectionForm {
  /** What a new connection is called until somebody names it. */
  name: string;
  /** What a new one begins with. */
  settings: Record<string, unknown>;
  groups: readonly ConnectionFieldGroup[];
}
