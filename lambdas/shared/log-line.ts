export type Level = "info" | "warn" | "error";

/**
 * Writes one line of JSON to standard output, which CloudWatch's JSON patterns can search.
 * Not with console.log: Lambda puts a time and a request ID before each of its lines, which then aren't JSON.
 * Fields are IDs, numbers, and fixed words. Never a token, a header, a body, or anything else that a caller sent.
 */
export function logLine(
  level: Level,
  message: string,
  fields: Record<string, string | number | boolean>,
): void {
  process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`);
}

/** A failure in words that are safe to log: its kind, never its message, which may quote what was sent. */
export function errorKind(error: unknown): string {
  return error instanceof Error ? error.name : "UnknownError";
}
