export type PlainObject = Record<string, unknown>;

/** The value as an object with members; undefined when it isn't one. */
export function objectOf(value: unknown): PlainObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as PlainObject)
    : undefined;
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The text of a JSON object; undefined when it is anything else. */
export function parseObject(text: string): PlainObject | undefined {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}
