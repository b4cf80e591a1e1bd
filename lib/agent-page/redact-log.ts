import { z } from "zod";
import { parseJson } from "@/lib/kernel/plain-json";
import { redact } from "@/lib/kernel/redact";
import { redactLogText } from "./redact-log-text";

/** As Streams keeps an entry. Its `objects` are whole snapshots, with contacts' attributes and numbers: they aren't read. */
const entry = z.object({
  time: z
    .union([z.iso.datetime({ offset: true }), z.number()])
    .optional()
    .catch(undefined),
  level: z.string().optional(),
  component: z.string().optional(),
  text: z.string().optional(),
  exception: z.object({ type: z.string().optional(), message: z.string().optional() }).optional(),
});

/** What an agent can attach, and what is kept of it at most, in bytes of UTF-8. */
export const maxLogBytes = 1_000_000;

/** More than a softphone's entries of their least length come to: a text of nothing but short lines isn't a log. */
const maxLines = 20_000;

/**
 * Pure. A softphone's log, one entry a line, as it may be kept: only what an entry says of itself, without secrets, numbers,
 * and addresses. A line that isn't an entry is kept as text, redacted too. Of more lines than a log has, or than fit, the last
 * are kept.
 */
export function redactLog(text: string): string {
  const lines = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-maxLines)
    .map(redactLine);
  let bytes = 0;
  const first = lines.findLastIndex((line) => {
    bytes += Buffer.byteLength(line) + 1;
    return bytes > maxLogBytes;
  });
  return lines.slice(first + 1).join("\n");
}

function redactLine(line: string): string {
  const parsed = entry.safeParse(parseLine(line));
  return parsed.success ? JSON.stringify(redactTexts(parsed.data)) : redactText(line);
}

function redactTexts({ time, level, component, text, exception }: z.output<typeof entry>) {
  const { type, message } = exception ?? {};
  return {
    ...(time !== undefined && { time }),
    ...textsOf({ level, component, text }),
    ...(exception && { exception: textsOf({ type, message }) }),
  };
}

function textsOf(texts: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => (text === undefined ? [] : [[name, redactText(text)]])),
  );
}

function redactText(text: string): string {
  return redactLogText(String(redact(text)));
}

function parseLine(line: string): unknown {
  return line.startsWith("{") ? parseJson(line) : undefined;
}
