/**
 * JSON with the place of every value in its text. `JSON.parse` forgets where things stand, which of two equal keys there
 * was, and how a number was written; with the places, a text can be changed at one string and stay as it is elsewhere.
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

export type ReadJson = { ok: true; root: JsonNode } | { ok: false; offset: number; reason: string };

/** Nobody's flow nests so deep; it keeps a hostile file from exhausting the stack. */
const DEEPEST = 500;

/** Accepts exactly what `JSON.parse` accepts, up to 500 levels. */
export function readJson(text: string): ReadJson {
  try {
    return { ok: true, root: new Reader(text).whole() };
  } catch (error) {
    if (error instanceof JsonFault) return { ok: false, offset: error.offset, reason: error.message };
    throw error;
  }
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

class JsonFault extends Error {
  constructor(
    readonly offset: number,
    reason: string,
  ) {
    super(reason);
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;

class Reader {
  #at = 0;

  constructor(readonly text: string) {}

  whole(): JsonNode {
    const root = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.text.length) throw new JsonFault(this.#at, "there is more text after the end");
    return root;
  }

  #value(depth: number): JsonNode {
    if (depth > DEEPEST) throw new JsonFault(this.#at, `it is nested more than ${DEEPEST} levels deep`);
    this.#skipSpace();
    switch (this.text[this.#at]) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"':
        return this.#string();
      default:
        return this.#plain();
    }
  }

  #object(depth: number): JsonObject {
    const start = this.#at++;
    const members: JsonObject["members"] = [];
    this.#skipSpace();
    if (this.text[this.#at] !== "}") {
      do {
        this.#skipSpace();
        if (this.text[this.#at] !== '"') throw this.#unexpected("a key in quotes");
        const key = this.#string();
        this.#skipSpace();
        if (!this.#take(":")) throw this.#unexpected("a colon");
        members.push({ key, value: this.#value(depth + 1) });
        this.#skipSpace();
      } while (this.#take(","));
    }
    if (!this.#take("}")) throw this.#unexpected("a comma or }");
    return { kind: "object", members, start, end: this.#at };
  }

  #array(depth: number): JsonArray {
    const start = this.#at++;
    const items: JsonNode[] = [];
    this.#skipSpace();
    if (this.text[this.#at] !== "]") {
      do {
        items.push(this.#value(depth + 1));
        this.#skipSpace();
      } while (this.#take(","));
    }
    if (!this.#take("]")) throw this.#unexpected("a comma or ]");
    return { kind: "array", items, start, end: this.#at };
  }

  #string(): JsonString {
    const start = this.#at++;
    let isPlain = true;
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      // NaN behind the end, so that no comparison holds.
      if (Number.isNaN(code)) throw new JsonFault(start, "a string that begins here does not end");
      if (code < 0x20) throw new JsonFault(this.#at, "a line break or control character stands in a string");
      this.#at += 1;
      if (code === 0x22) break;
      if (code !== 0x5c) continue;
      isPlain = false;
      ESCAPE.lastIndex = this.#at;
      if (!ESCAPE.test(this.text)) throw new JsonFault(this.#at - 1, "a backslash stands before no escape");
      this.#at = ESCAPE.lastIndex;
    }
    const literal = this.text.slice(start, this.#at);
    const value = isPlain ? literal.slice(1, -1) : String(JSON.parse(literal));
    return { kind: "string", value, start, end: this.#at };
  }

  #plain(): JsonPlain {
    const start = this.#at;
    for (const form of [NUMBER, WORD]) {
      form.lastIndex = start;
      if (form.test(this.text)) {
        this.#at = form.lastIndex;
        return { kind: "plain", start, end: this.#at };
      }
    }
    throw this.#unexpected("a value");
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at += 1;
    }
  }

  #take(character: string): boolean {
    if (this.text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #unexpected(wanted: string): JsonFault {
    const reason =
      this.#at < this.text.length ? `${wanted} was expected` : `it ends where ${wanted} was expected`;
    return new JsonFault(this.#at, reason);
  }
}
