import { createHash } from "node:crypto";
import { diffLines } from "diff";

/** A script that a guide gives, with the line that it is known by in an export. */
export interface GivenScript {
  /** In the marker: "start". */
  name: string;
  /** Raised with every change of the text: what people pasted before is then known as an earlier version. */
  version: number;
  /** With its marker line first. */
  text: string;
}

/** The first line of every script that a guide gives. */
export function markerLine(name: string, version: number): string {
  return `// Patchbay ${name} script, version ${version}. Keep this line: Patchbay finds the script by it.`;
}

const marker = /\/\/ Patchbay ([a-z][a-z-]{0,39}) script, version (\d{1,4})\b/g;

export interface FoundMarker {
  name: string;
  version: number;
}

/** Whether there is any marker at all, before a text is looked at closely. */
export const markerWords = "Patchbay ";
/** What each of our scripts has besides its marker, for one whose marker was removed. */
export const unmarkedWords = "(function () {";

export function findMarkers(text: string): FoundMarker[] {
  return [...text.matchAll(marker)].map(([, name = "", version]) => ({ name, version: Number(version) }));
}

/**
 * Line ends, indentation, and empty lines are an editor's own business, and so is in which of two forms it writes a letter
 * with an accent. No script of ours has a text over several lines.
 */
function normalizeScript(text: string): string {
  return text
    .replaceAll("\uFEFF", "")
    .normalize("NFC")
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}

/** The script as it was given before scripts had markers, and as it is left where somebody removes the line. */
export function withoutMarker({ text }: Pick<GivenScript, "text">): string {
  return text.slice(text.indexOf("\n") + 1);
}

export function hashScript(text: string): string {
  return createHash("sha256").update(normalizeScript(text)).digest("hex");
}

/** Beyond this a script isn't compared line by line. */
const maxCompared = 40_000;
const maxLines = 12;

/** What is missing of the given text, in its own lines, and how much stands there besides. None of the other's own lines. */
export function describeDifference(given: string, found: string): string[] {
  if (found.length > maxCompared) return ["The script is many times as long as the one that is given."];
  const parts = diffLines(`${normalizeScript(given)}\n`, `${normalizeScript(found)}\n`);
  const missing = parts.filter(({ removed }) => removed).flatMap(({ value }) => linesOf(value));
  const added = parts.filter((part) => part.added).reduce((sum, { value }) => sum + linesOf(value).length, 0);
  return [
    ...missing.slice(0, maxLines).map((line) => `Missing or changed: ${line.trim()}`),
    ...(missing.length > maxLines ? [`Missing or changed: ${missing.length - maxLines} more lines`] : []),
    ...(added > 0 ? [`Added: ${added === 1 ? "1 line" : `${added} lines`}`] : []),
  ];
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}
