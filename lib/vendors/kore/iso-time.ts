/** Kore's ISO text or milliseconds since the epoch, as ISO 8601 with milliseconds. */
export function isoTimeOf(value: unknown): string | undefined {
  if ((typeof value !== "string" && typeof value !== "number") || value === "") return undefined;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
