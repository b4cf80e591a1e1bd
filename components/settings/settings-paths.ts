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
