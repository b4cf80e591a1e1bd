import type { Problem } from "@/lib/kernel/result";
import { vendorTime } from "@/lib/kernel/vendor-time";

export interface Transcript {
  lines: TranscriptLine[];
  /** Why there may be more lines than these. */
  unread?: Problem;
}

/** One line of what Agent AI heard, as far as the trail and the widget need it. */
export interface TranscriptLine {
  /** Agent AI's own, where it gives one that is nothing but an ID. */
  id?: string;
  /** "unknown": it says of neither side that it spoke. */
  from: "agent" | "customer" | "unknown";
  text: string;
  /** The speaker's name. */
  author?: string;
  /** ISO 8601 with milliseconds; absent where it gives none that can be read. */
  at?: string;
}

const speakers: Partial<Record<string, TranscriptLine["from"]>> = {
  agent: "agent",
  outgoing: "agent",
  customer: "customer",
  incoming: "customer",
  user: "customer",
};

/**
 * Agent AI's answer, read with care: which member has the lines is only known of its widget, so both are read, and a line
 * that isn't one is left out. undefined when there is no list in it. Pure.
 */
export function parseTranscript(answer: unknown): TranscriptLine[] | undefined {
  const list = entriesOf(answer);
  return list && withoutRepeats(list.flatMap(parseLine));
}

/** The answer's list as it came, with what isn't a line: how full a page is. undefined when there is none. Pure. */
export function entriesOf(answer: unknown): unknown[] | undefined {
  const top = objectOf(answer);
  const list = Array.isArray(answer)
    ? answer
    : [top?.result, top?.messages, objectOf(top?.data)?.result].find((one) => Array.isArray(one));
  return Array.isArray(list) ? list : undefined;
}

/** A page that is loaded twice may have a line twice; without an ID, what was said at one moment is one line. */
export function withoutRepeats(lines: readonly TranscriptLine[]): TranscriptLine[] {
  const keyOf = ({ id, at, from, text }: TranscriptLine) => id ?? JSON.stringify([at, from, text]);
  return [...new Map(lines.map((line) => [keyOf(line), line])).values()];
}

function parseLine(entry: unknown): TranscriptLine[] {
  const line = objectOf(entry);
  if (!line) return [];
  const text = [line.message, line.text, line.value, wordsOf(line.components)].find(isText)?.trim() ?? "";
  if (text === "") return [];
  const id = [line._id, line.messageId, line.id].find(isId);
  const at = [line.timestamp, line.createdOn, line.at].map(vendorTime).find((time) => time !== undefined);
  const said = [line.from, line.type, objectOf(line.author)?.type].filter(isText);
  const from = said.map((word) => speakers[word.toLowerCase()]).find((one) => one !== undefined) ?? "unknown";
  const author = nameOf(objectOf(line.author));
  return [{ ...(id && { id }), from, text, ...(author && { author }), ...(at && { at }) }];
}

function nameOf(author: Record<string, unknown> | undefined): string {
  return [author?.firstName, author?.lastName].filter(isText).join(" ");
}

function wordsOf(components: unknown): string {
  if (!Array.isArray(components)) return "";
  return components
    .map((component) => objectOf(objectOf(component)?.data)?.text)
    .filter(isText)
    .join(" ");
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** An event's ID is in addresses and attributes of a page, where words would be read by everybody. */
function isId(value: unknown): value is string {
  return typeof value === "string" && /^[\w-]{1,64}$/.test(value);
}

function objectOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
