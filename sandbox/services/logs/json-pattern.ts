import { PatternError } from "./pattern-error";

type MatchObject = (value: object) => boolean;
type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=";
type Token = { kind: "sign"; text: string } | { kind: "word" | "text" | "selector"; text: string };

/**
 * `{ ($.ContactId = "x" || $.a.b[0] > 3) && $.c IS NULL && $.d NOT EXISTS }`.
 * `&&` binds tighter than `||`; text can contain `*` for any characters.
 */
export function readJsonPattern(pattern: string): MatchObject {
  const body = /^\{([\s\S]*)\}$/.exec(pattern.trim())?.[1];
  if (body === undefined) throw new PatternError("Invalid filter pattern: unbalanced braces");
  const tokens = readTokens(body);
  let at = 0;

  const match = readOr();
  if (at < tokens.length) throw new PatternError(`Invalid filter pattern near '${tokens[at]?.text}'`);
  return match;

  function readOr(): MatchObject {
    const parts = [readAnd()];
    while (isSign("||")) {
      at += 1;
      parts.push(readAnd());
    }
    return (value) => parts.some((part) => part(value));
  }

  function readAnd(): MatchObject {
    const parts = [readOne()];
    while (isSign("&&")) {
      at += 1;
      parts.push(readOne());
    }
    return (value) => parts.every((part) => part(value));
  }

  function readOne(): MatchObject {
    if (isSign("(")) {
      at += 1;
      const inner = readOr();
      if (!isSign(")")) throw new PatternError("Invalid filter pattern: missing ')'");
      at += 1;
      return inner;
    }
    return readComparison();
  }

  function readComparison(): MatchObject {
    const selector = take("a property selector");
    if (selector.kind !== "selector") throw new PatternError(`Invalid property selector '${selector.text}'`);
    const path = readPath(selector.text);
    const operator = take("an operator");
    if (operator.kind === "word") return readWordComparison(path, operator.text.toUpperCase());
    const wanted = take("a value");
    if (wanted.kind === "sign" || wanted.kind === "selector")
      throw new PatternError(`Invalid value '${wanted.text}'`);
    return compare(path, operator.text as Operator, wanted.text, wanted.kind === "text");
  }

  function readWordComparison(path: readonly string[], word: string): MatchObject {
    const second = take("NULL, TRUE, FALSE or EXISTS").text.toUpperCase();
    switch (`${word} ${second}`) {
      case "IS NULL":
        return (value) => select(value, path) === null;
      case "IS TRUE":
        return (value) => select(value, path) === true;
      case "IS FALSE":
        return (value) => select(value, path) === false;
      case "NOT EXISTS":
        return (value) => select(value, path) === undefined;
      default:
        throw new PatternError(`Invalid operator '${word} ${second}'`);
    }
  }

  function isSign(text: string): boolean {
    const token = tokens[at];
    return token?.kind === "sign" && token.text === text;
  }

  function take(what: string): Token {
    const token = tokens[at];
    if (!token) throw new PatternError(`Invalid filter pattern: ${what} is missing`);
    at += 1;
    return token;
  }
}

function readTokens(body: string): Token[] {
  const shape =
    /\s*(?:(&&|\|\||!=|<=|>=|[=<>()])|"((?:[^"\\]|\\.)*)"|(\$(?:\.[\w-]+|\[\d+\]|\.?\['[^']+'\])*)|([\w*:./@+-]+))/y;
  const tokens: Token[] = [];
  while (body.slice(shape.lastIndex).trim() !== "") {
    const match = shape.exec(body);
    if (!match) throw new PatternError("Invalid character(s) in filter pattern");
    const [, sign, quoted, selector, word] = match;
    if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
    else if (quoted !== undefined) tokens.push({ kind: "text", text: quoted.replace(/\\(.)/g, "$1") });
    else if (selector !== undefined) tokens.push({ kind: "selector", text: selector });
    else tokens.push({ kind: "word", text: word ?? "" });
  }
  return tokens;
}

function readPath(selector: string): string[] {
  const names: string[] = [];
  for (const match of selector.matchAll(/\.([\w-]+)|\[(\d+)\]|\.?\['([^']+)'\]/g))
    names.push(match[1] ?? match[2] ?? match[3] ?? "");
  if (names.length === 0) throw new PatternError(`Invalid property selector '${selector}'`);
  return names;
}

function select(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

function compare(path: readonly string[], operator: Operator, wanted: string, quoted: boolean): MatchObject {
  const number = quoted || wanted.trim() === "" ? Number.NaN : Number(wanted);
  const equals = (found: unknown): boolean => {
    if (typeof found === "number" && !Number.isNaN(number)) return found === number;
    if (typeof found === "string" || typeof found === "number") return matchesText(wanted, String(found));
    return false;
  };
  return (value) => {
    const found = select(value, path);
    if (operator === "=") return equals(found);
    if (operator === "!=") return found !== undefined && !equals(found);
    if (typeof found !== "number" || Number.isNaN(number)) return false;
    switch (operator) {
      case "<":
        return found < number;
      case "<=":
        return found <= number;
      case ">":
        return found > number;
      case ">=":
        return found >= number;
    }
  };
}

function matchesText(pattern: string, text: string): boolean {
  const parts = pattern.split("*");
  if (parts.length === 1) return pattern === text;
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}
