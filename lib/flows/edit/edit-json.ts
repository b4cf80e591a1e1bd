import { createScanner, format } from "jsonc-parser";
import { type JsonString, parseJson } from "../language/json-source";

/** A string of the text, and what it shall say instead. */
export interface StringEdit {
  node: JsonString;
  value: string;
}

/** Changes only these strings; everything else stays byte for byte. A string that says so already stays as written. */
export function editStrings(text: string, edits: readonly StringEdit[]): string {
  const inOrder = [...edits].sort((one, other) => one.node.start - other.node.start);
  const parts: string[] = [];
  let at = 0;
  for (const { node, value } of inOrder) {
    if (node.value === value || node.start < at) continue;
    parts.push(text.slice(at, node.start), JSON.stringify(value));
    at = node.end;
  }
  return parts.join("") + text.slice(at);
}

/** The same text without the space between its values; keys, strings and numbers stay as written. */
export function withoutSpace(text: string): string {
  if (!parseJson(text).ok) return text;
  const scanner = createScanner(text, true);
  const parts: string[] = [];
  for (;;) {
    scanner.scan();
    const start = scanner.getTokenOffset();
    if (start >= text.length) return parts.join("");
    parts.push(text.slice(start, start + scanner.getTokenLength()));
  }
}

/** The same text with one value a line, two spaces a level. What isn't JSON stays as it is. */
export function indented(text: string): string {
  if (!parseJson(text).ok) return text;
  const options = { tabSize: 2, insertSpaces: true, eol: "\n" };
  // All at once: the library's applyEdits copies the whole text for each line.
  const parts: string[] = [];
  let at = 0;
  for (const { offset, length, content } of format(text, undefined, options)) {
    parts.push(text.slice(at, offset), content);
    at = offset + length;
  }
  return parts.join("") + text.slice(at);
}
