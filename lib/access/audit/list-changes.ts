/** One changed setting. A side is absent if there was or is no value. Never contains a secret's values. */
export interface SettingChange {
  setting: string;
  from?: string;
  to?: string;
}

const longestValue = 200;
const maxChanges = 100;

/** Which settings differ, by path ("access.roleArn"), with both values, for the audit log. */
export function listChanges(before: object, after: object): SettingChange[] {
  const [old, now] = [flatten(before), flatten(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => old.get(name) !== now.get(name),
  );
  return names.slice(0, maxChanges).map((setting) => {
    const [from, to] = [old.get(setting), now.get(setting)].map(shorten);
    return { setting, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  });
}

export function secretChanges(fields: readonly string[]): SettingChange[] {
  return fields.map((setting) => ({ setting, to: "changed" }));
}

function flatten(value: object, path = "", into = new Map<string, string>()): Map<string, string> {
  for (const [name, held] of Object.entries(value)) {
    const at = path === "" ? name : `${path}.${name}`;
    if (held === undefined || held === null) continue;
    if (typeof held === "object" && !Array.isArray(held)) flatten(held, at, into);
    else into.set(at, typeof held === "string" ? held : JSON.stringify(inOrder(held)));
  }
  return into;
}

/** The database gives keys back in another order than a form: the order of keys is no change. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, held]) => [name, inOrder(held)]),
  );
}

function shorten(text: string | undefined): string | undefined {
  return text !== undefined && text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
