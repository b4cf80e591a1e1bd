/** A count below it is no time: 2001 in seconds. */
const leastCount = 1_000_000_000;
/** Beyond it a count since 1970 is of milliseconds: as seconds it would be the year 5138. */
const mostSeconds = 100_000_000_000;
/** What `toISOString` writes with four digits for the year, by which times are put in order. */
const latestMs = Date.parse("9999-12-31T23:59:59.999Z");
const isoTime = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?$/;
const hasZone = /(?:Z|\b(?:GMT|UTC)|[+-]\d\d(?::?\d\d)?)$/i;

/**
 * A time as vendors write it, in milliseconds since 1970: ISO 8601, or a count of seconds or milliseconds. One without a zone is
 * UTC's, whatever zone this server is in. undefined for what is no time, and for a count that is none. Pure.
 */
export function vendorTimeMs(value: unknown): number | undefined {
  const text = typeof value === "string" ? value.trim() : value;
  const count = typeof text === "string" && /^\d{10,13}$/.test(text) ? Number(text) : text;
  const ms =
    typeof count === "number" ? ofCount(count) : typeof count === "string" ? ofText(count) : Number.NaN;
  return ms > 0 && ms <= latestMs ? ms : undefined;
}

/** The same as ISO 8601 with milliseconds. */
export function vendorTime(value: unknown): string | undefined {
  const ms = vendorTimeMs(value);
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

function ofCount(count: number): number {
  if (count < leastCount) return Number.NaN;
  return Math.floor(count < mostSeconds ? count * 1_000 : count);
}

function ofText(text: string): number {
  if (!hasRealDay(text)) return Number.NaN;
  if (isoTime.test(text))
    return Date.parse(text.length > 10 ? `${text.replace(" ", "T").replace(",", ".")}Z` : text);
  return hasZone.test(text) && /\d{4}/.test(text) ? Date.parse(text) : Number.NaN;
}

/** JavaScript reads the 31st of February as the 3rd of March. */
function hasRealDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? [];
  if (day === undefined) return true;
  const read = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return read.getUTCDate() === Number(day) && read.getUTCMonth() === Number(month) - 1;
}
