import { type JsonNode, type JsonString, readJson } from "./json-source";

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
  const read = readJson(text);
  if (!read.ok) return text;
  const parts: string[] = [];
  write(read.root, text, parts);
  return parts.join("");
}

function write(node: JsonNode, text: string, into: string[]): void {
  switch (node.kind) {
    case "array":
      into.push("[");
      for (const [index, item] of node.items.entries()) {
        if (index > 0) into.push(",");
        write(item, text, into);
      }
      into.push("]");
      return;
    case "object":
      into.push("{");
      for (const [index, { key, value }] of node.members.entries()) {
        if (index > 0) into.push(",");
        into.push(text.slice(key.start, key.end), ":");
        write(value, text, into);
      }
      into.push("}");
      return;
    default:
      into.push(text.slice(node.start, node.end));
  }
}
