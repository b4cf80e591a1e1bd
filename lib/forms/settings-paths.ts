/** Reading and writing one value of nested settings by its path: "connector.requireEncryption". Pure. */
export type Settings = Record<string, unknown>;

function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function readPath(settings: Settings, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (isSettings(value) ? value[key] : undefined), settings);
}

/** A copy with one value changed; undefined takes it away, so that the blueprint's own rule for an absent one counts. */
export function writePath(settings: Settings, path: string, value: unknown): Settings {
  const [key = "", ...rest] = path.split(".");
  if (rest.length > 0) {
    const inner = settings[key];
    return { ...settings, [key]: writePath(isSettings(inner) ? inner : {}, rest.join("."), value) };
  }
  const { [key]: _old, ...others } = settings;
  return value === undefined ? others : { ...others, [key]: value };
}

/** Whether two settings say the same; the order of their keys and absent values don't count. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((each, index) => isSame(each, other[index]));
  }
  if (!isSettings(one) || !isSettings(other)) return one === other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => isSame(one[key], other[key]));
}
