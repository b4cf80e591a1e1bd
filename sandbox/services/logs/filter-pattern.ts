import { readJsonPattern } from "./json-pattern";
import { PatternError } from "./pattern-error";

export type MatchMessage = (message: string) => boolean;

/**
 * Reads a filter pattern of CloudWatch Logs: nothing (everything), a JSON pattern in braces, or terms
 * (`ERROR -"not this" ?either ?or`). Throws PatternError for what it can't parse, including the
 * space-delimited form in brackets and for regular expressions, which this sandbox doesn't support.
 */
export function readFilterPattern(pattern: string | undefined): MatchMessage {
  const text = (pattern ?? "").trim();
  if (text === "") return () => true;
  if (text.startsWith("{")) {
    const matches = readJsonPattern(text);
    const wanted = onlyWord(text);
    return (message) => {
      // Nearly all of 100,000 lines are for other contacts: they are skipped without parsing.
      if (wanted !== undefined && !message.includes(wanted) && !message.includes("\\")) return false;
      const value = parseObject(message);
      return value !== undefined && matches(value);
    };
  }
  if (text.startsWith("[")) throw new PatternError("The sandbox does not read space-delimited patterns.");
  return matchTerms(readTerms(text));
}

interface Term {
  kind: "all" | "any" | "none";
  text: string;
}

function readTerms(pattern: string): Term[] {
  const terms: Term[] = [];
  const shape = /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/y;
  while (shape.lastIndex < pattern.length) {
    if (pattern.slice(shape.lastIndex).trim() === "") break;
    const match = shape.exec(pattern);
    if (!match) throw new PatternError("Invalid character(s) in term");
    const [, sign, quoted, bare] = match;
    // Everything except letters, digits, and underscores must be in quotes.
    if (bare !== undefined && !/^[\p{L}\p{N}_]+$/u.test(bare))
      throw new PatternError(`Invalid character(s) in term '${bare}'`);
    const text = quoted === undefined ? (bare ?? "") : quoted.replace(/\\(.)/g, "$1");
    terms.push({ kind: sign === "-" ? "none" : sign === "?" ? "any" : "all", text });
  }
  return terms;
}

function matchTerms(terms: readonly Term[]): MatchMessage {
  const of = (kind: Term["kind"]) => terms.filter((term) => term.kind === kind).map((term) => term.text);
  const [all, any, none] = [of("all"), of("any"), of("none")];
  return (message) =>
    all.every((term) => message.includes(term)) &&
    !none.some((term) => message.includes(term)) &&
    // Next to required terms, optional ones have no effect.
    (any.length === 0 || all.length > 0 || any.some((term) => message.includes(term)));
}

/** The word that a line must contain to match an equality; undefined where JSON could write it differently. */
function onlyWord(pattern: string): string | undefined {
  return /^\{ \$\.\w+ = "([\w-]+)" \}$/.exec(pattern)?.[1];
}

/** JSON patterns match only messages that are one JSON object from the first character to the last. */
function parseObject(message: string): object | undefined {
  if (!message.trimStart().startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
