/** What becomes of a value: `undefined` lets it be (and goes into it), anything else stands in its place. */
export interface ValueRewriter {
  /**
   * For every member, before its value is looked at; a text stands in the whole value's place. `isInText`: the member
   * is of JSON that someone sent as a text (posted metadata, an attribute), and not of a system's own record.
   */
  member(name: string, isInText: boolean): string | undefined;
  text(name: string, value: string): string;
  number(name: string, value: number): number | string;
  name(name: string): string;
}

/** Deeper than anything that is shown; a recursion has to end. */
const deepest = 24;
const tooDeep = "[deeper]";

/** A copy of plain JSON with its values rewritten. Texts that hold JSON are rewritten within, digit for digit. */
export function rewriteValue(value: unknown, rewriter: ValueRewriter, name = "", depth = 0): unknown {
  if (depth > deepest) return tooDeep;
  if (typeof value === "string") return rewriteText(value, rewriter, name, depth + 1);
  if (typeof value === "number") return rewriter.number(name, value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => rewriteValue(item, rewriter, name, depth + 1));
  const attribute = attributeOf(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const known = attribute !== undefined && key === "Value" ? attribute : key;
      const instead = isEmpty(item) ? item : rewriter.member(known, false);
      return [rewriter.name(key), instead ?? rewriteValue(item, rewriter, known || name, depth + 1)];
    }),
  );
}

/** A flow log writes an attribute as `{ Key: "summary", Value: "…" }`: the key is the value's name. */
function attributeOf(value: object): string | undefined {
  const [key, own]: unknown[] = [Reflect.get(value, "Key"), Reflect.get(value, "Value")];
  return typeof key === "string" && own !== undefined ? key : undefined;
}

/** A text, or the JSON that stands in it: its values are rewritten in place, and the rest stays digit for digit. */
export function rewriteText(text: string, rewriter: ValueRewriter, name = "", depth = 0): string {
  if (depth > deepest) return tooDeep;
  let written = "";
  let from = 0;
  for (const { start, end } of jsonSpans(text)) {
    written += rewriter.text(name, text.slice(from, start));
    written += rewriteJson(text.slice(start, end), rewriter, name, depth + 1);
    from = end;
  }
  return from === text.length && from > 0 ? written : written + rewriter.text(name, text.slice(from));
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/** `json` is one whole object or array that parses. */
function rewriteJson(json: string, rewriter: ValueRewriter, outerName: string, depth: number): string {
  const tokens = [...json.matchAll(token)].map((match) => ({ text: match[0], at: match.index }));
  /** The member that each open bracket's values belong to. */
  const names: string[] = [outerName];
  let current = outerName;
  let written = "";
  let from = 0;
  const replace = (start: number, end: number, by: string) => {
    written += json.slice(from, start) + by;
    from = end;
  };
  for (let index = 0; index < tokens.length; index++) {
    const { text, at } = tokens[index] ?? { text: "", at: 0 };
    if (text === "{" || text === "[") names.push(current);
    else if (text === "}" || text === "]") {
      names.pop();
      current = names.at(-1) ?? outerName;
    } else if (text === ",") current = names.at(-1) ?? outerName;
    else if (text.startsWith('"') && tokens[index + 1]?.text === ":") {
      const key = String(JSON.parse(text));
      const cleanKey = rewriter.name(key);
      if (cleanKey !== key) replace(at, at + text.length, JSON.stringify(cleanKey));
      current = key || current;
      const instead = rewriter.member(key, true);
      if (instead === undefined) continue;
      const last = valueEnd(tokens, index + 2);
      const [first, end] = [tokens[index + 2], tokens[last]];
      if (first && end && !isEmptyJson(tokens.slice(index + 2, last + 1).map((one) => one.text))) {
        replace(first.at, end.at + end.text.length, JSON.stringify(instead));
        index = last;
      }
    } else if (text.startsWith('"')) {
      const value = String(JSON.parse(text));
      const clean = rewriteText(value, rewriter, current, depth + 1);
      if (clean !== value) replace(at, at + text.length, JSON.stringify(clean));
    } else if (/^-?\d/.test(text)) {
      const value = Number(text);
      const clean = rewriter.number(current, value);
      if (clean !== value) replace(at, at + text.length, JSON.stringify(clean));
    }
  }
  return written + json.slice(from);
}

/** Index of the last token of the value that begins at `index`. */
function valueEnd(tokens: readonly { text: string }[], index: number): number {
  let open = 0;
  for (let last = index; last < tokens.length; last++) {
    const text = tokens[last]?.text;
    if (text === "{" || text === "[") open++;
    if (text === "}" || text === "]") open--;
    if (open === 0) return last;
  }
  return tokens.length - 1;
}

function isEmptyJson(texts: string[]): boolean {
  return ["null", '""', "{}", "[]", "true", "false"].includes(texts.join(""));
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || typeof value === "boolean" || value === undefined;
}

/** A log line holds one or two pieces of JSON; text full of brackets must not cost the square of its length. */
const maxTries = 40;

/** Where in a text whole objects or arrays stand that parse. */
function jsonSpans(text: string): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let from = 0;
  for (let tries = 0; tries < maxTries; tries++) {
    const next = /[{[]/.exec(text.slice(from));
    if (!next) break;
    const start = from + next.index;
    const end = balancedEnd(text, start);
    if (end !== undefined && parses(text.slice(start, end))) {
      spans.push({ start, end });
      from = end;
    } else from = start + 1;
  }
  return spans;
}

function balancedEnd(text: string, start: number): number | undefined {
  let open = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === "\\") at++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === "{" || char === "[") open++;
    else if ((char === "}" || char === "]") && --open === 0) return at + 1;
  }
  return undefined;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
