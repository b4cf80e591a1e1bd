import { type JsonNode, type JsonString, readJson } from "../language/json-source";

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
  return rewritten(text, undefined);
}

/** The same text with one value a line, two spaces a level. What is no JSON stays as it is. */
export function indented(text: string): string {
  return rewritten(text, 0);
}

function rewritten(text: string, level: number | undefined): string {
  const read = readJson(text);
  if (!read.ok) return text;
  const parts: string[] = [];
  write(read.root, text, level, parts);
  return parts.join("");
}

/** `level` is the depth of indentation; undefined: none, and no space. */
function write(node: JsonNode, text: string, level: number | undefined, into: string[]): void {
  if (node.kind !== "array" && node.kind !== "object") {
    into.push(text.slice(node.start, node.end));
    return;
  }
  const [open, close] = node.kind === "array" ? ["[", "]"] : ["{", "}"];
  const entries =
    node.kind === "array"
      ? node.items.map((value) => ({ key: undefined, value }))
      : node.members.map(({ key, value }) => ({ key, value }));
  const inner = level === undefined ? undefined : level + 1;
  into.push(open);
  for (const [index, { key, value }] of entries.entries()) {
    into.push(index > 0 ? "," : "", lineBreak(inner));
    if (key !== undefined) into.push(text.slice(key.start, key.end), level === undefined ? ":" : ": ");
    write(value, text, inner, into);
  }
  into.push(entries.length > 0 ? lineBreak(level) : "", close);
}

function lineBreak(level: number | undefined): string {
  return level === undefined ? "" : `\n${"  ".repeat(level)}`;
}
