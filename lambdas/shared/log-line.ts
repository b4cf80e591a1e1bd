export type Level = "info" | "warn" | "error";

/**
 * One line of JSON on standard output, which is what CloudWatch's JSON patterns can search.
 * Not console.log: Lambda puts a time and a request id before each of its lines, and the line is no JSON any more.
 * Fields are ids, numbers and fixed words. Never a token, a header, a body or anything else that a caller wrote.
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
