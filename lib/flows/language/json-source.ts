import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";

/**
 * JSON with the place of every value in its text. `JSON.parse` forgets where things stand, which of two equal keys
 * there was, and how a number was written; with the places, a text can be changed at one string and stay as it is
 * elsewhere.
 */
export type JsonNode = JsonString | JsonPlain | JsonArray | JsonObject;

interface Place {
  /** First character, and the one after the last: `text.slice(start, end)` is the value as written. */
  start: number;
  end: number;
}

export interface JsonString extends Place {
  kind: "string";
  value: string;
}
/** A number, true, false or null: never read, only kept. */
export interface JsonPlain extends Place {
  kind: "plain";
}
export interface JsonArray extends Place {
  kind: "array";
  items: JsonNode[];
}
export interface JsonObject extends Place {
  kind: "object";
  /** In the text's order; equal keys may stand there more than once, and the last counts. */
  members: { key: JsonString; value: JsonNode }[];
}

export type ParsedJson = { ok: true; root: JsonNode } | { ok: false; offset: number; reason: string };

/** Nobody's flow nests so deep; it keeps a hostile file from exhausting the stack. */
const deepest = 500;

/** Accepts exactly what `JSON.parse` accepts, up to 500 levels. */
export function parseJson(text: string): ParsedJson {
  const tooDeep = firstTooDeep(text);
  if (tooDeep !== undefined) {
    return { ok: false, offset: tooDeep, reason: `it is nested more than ${deepest} levels deep` };
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first) return { ok: false, offset: first.offset, reason: reasonOf(first, text) };
  const root = tree && toJsonNode(tree, text);
  // The parser forgives what JSON.parse doesn't: that alone decides.
  return root && isJson(text) ? { ok: true, root } : { ok: false, offset: 0, reason: "a value was expected" };
}

/** The member that counts: the last of its name. */
export function memberOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  if (node?.kind !== "object") return undefined;
  return node.members.findLast((member) => member.key.value === key)?.value;
}

/** Counted from 1, as editors do; a column is a UTF-16 unit. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Where the nesting goes beyond the bound: the parser calls itself for each level. */
function firstTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    scanner.scan();
    const at = scanner.getTokenOffset();
    if (at >= text.length) return undefined;
    if (text[at] === "{" || text[at] === "[") depth += 1;
    if (text[at] === "}" || text[at] === "]") depth -= 1;
    if (depth > deepest) return at;
  }
}

function toJsonNode(node: Node, text: string): JsonNode | undefined {
  const place = { start: node.offset, end: node.offset + node.length };
  const children = node.children ?? [];
  switch (node.type) {
    case "string":
      return { kind: "string", value: String(node.value), ...place };
    case "array":
      return { kind: "array", items: children.flatMap((item) => toJsonNode(item, text) ?? []), ...place };
    case "object": {
      const members = children.flatMap(({ children: [name, inner] = [] }) => {
        const key = name && toJsonNode(name, text);
        const value = inner && toJsonNode(inner, text);
        return key?.kind === "string" && value ? [{ key, value }] : [];
      });
      return { kind: "object", members, ...place };
    }
    default:
      return { kind: "plain", ...place };
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const reasons: Record<string, string> = {
  InvalidSymbol: "a value was expected",
  InvalidNumberFormat: "a number isn't valid JSON",
  PropertyNameExpected: "a key in quotes was expected",
  ValueExpected: "a value was expected",
  ColonExpected: "a colon was expected",
  CommaExpected: "a comma was expected",
  CloseBraceExpected: "a comma or } was expected",
  CloseBracketExpected: "a comma or ] was expected",
  EndOfFileExpected: "there is more text after the end",
  InvalidCommentToken: "comments aren't allowed in JSON",
  UnexpectedEndOfComment: "comments aren't allowed in JSON",
  UnexpectedEndOfString: "a string that starts here isn't closed",
  UnexpectedEndOfNumber: "a number isn't valid JSON",
  InvalidUnicode: "a backslash isn't followed by a valid escape",
  InvalidEscapeCharacter: "a backslash isn't followed by a valid escape",
  InvalidCharacter: "a string contains a line break or control character",
};

function reasonOf({ error, offset }: ParseError, text: string): string {
  const reason = reasons[printParseErrorCode(error)] ?? "a value was expected";
  return offset < text.length ? reason : `the text ends where ${reason}`;
}
