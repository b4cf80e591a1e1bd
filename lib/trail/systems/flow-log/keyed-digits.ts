import type { TrailEvent } from "../../event";
import type { BlockRun, FlowLogEntry } from "./flow-log-entry";

/** One or two digits are a menu's choice, which support has to see. */
const fewestDigits = 3;
/** Results are a word, or a small object. */
const deepest = 8;

/** What a caller keyed in, and since when the flow can repeat it. */
export interface KeyedDigits {
  /** As it was keyed in, without the keys that end it: "48291". */
  digits: string;
  sinceMs: number;
}

/** Pure: all that callers keyed in at blocks that ask for it. */
export function keyedDigits(runs: readonly BlockRun[]): KeyedDigits[] {
  return runs.filter(asksForKeys).flatMap(({ entries }) =>
    entries.flatMap((entry) =>
      textsOf(entry.Results).flatMap((text) => {
        const digits = /^[*#\s]*(\d[\d*#]*\d)[*#\s]*$/.exec(text)?.[1] ?? "";
        const isLong = digits.replace(/\D/g, "").length >= fewestDigits;
        return isLong ? [{ digits, sinceMs: Date.parse(entry.Timestamp) }] : [];
      }),
    ),
  );
}

/** Pure: whether a block asks the caller for keys, as its lines name it. */
export function asksForKeys({ entries: [first] }: BlockRun): boolean {
  return first.ContactFlowModuleType === "GetUserInput" || first.ContactFlowModuleType === "StoreUserInput";
}

/**
 * Pure: the events of a run, marked as the caller's keys where the run repeats what was keyed in before it ended. The title
 * stays for everyone, so it goes without the digits; the detail, which is hidden, names them.
 */
export function markKeyed(events: TrailEvent[], run: BlockRun, keyed: readonly KeyedDigits[]): TrailEvent[] {
  const lastMs = Math.max(...run.entries.map(({ Timestamp }) => Date.parse(Timestamp)));
  const said = JSON.stringify(run.entries.map(whatItSays));
  const known = new Set(keyed.filter(({ sinceMs }) => sinceMs <= lastMs).map(({ digits }) => digits));
  const repeated = [...known].filter((digits) => shapeOf(digits).test(said));
  if (repeated.length === 0) return events;
  return events.map((event) => ({
    ...event,
    title: withoutKeyed(event.title, repeated),
    detail: [...repeated, event.detail].filter(Boolean).join(" · "),
    kind: "keyed-in",
  }));
}

/** Without what every line has of its place and time, whose digits are no one's. */
function whatItSays(entry: FlowLogEntry): object {
  const { ContactId, ContactFlowId, ContactFlowName, Identifier, Timestamp, ...said } = entry;
  return said;
}

/** Not within a longer number. */
function shapeOf(digits: string): RegExp {
  return new RegExp(`(?<!\\d)${digits.replaceAll("*", "\\*")}(?!\\d)`, "g");
}

/** A title may be cut within the digits. */
function withoutKeyed(title: string, repeated: readonly string[]): string {
  return repeated
    .reduce((text, digits) => text.replace(shapeOf(digits), "•••"), title)
    .replace(/[\d*#]+…/g, "•••…");
}

function textsOf(value: unknown, depth = 0): string[] {
  if (typeof value === "string" || typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null || depth > deepest) return [];
  return Object.values(value).flatMap((member) => textsOf(member, depth + 1));
}
