import { types } from "node:util";
import type { Problem } from "./result";

/** Names of what every object has: a look-up by one of them finds something that no one stored. */
const namesOfEveryObject: readonly string[] = ["__proto__", "constructor", "prototype"];
/** Forms are nested a few levels deep, and an imported flow is a text. */
const deepest = 40;
const maxValues = 100_000;

export type Unusable = "nul" | "surrogate" | "name" | "size";

/**
 * What no input may hold, wherever in it: PostgreSQL takes no NUL, UTF-8 has no lone surrogate, and a name of every
 * object's is no name of ours. Such a name is refused as a key and as a whole text; within a longer text it is a word
 * like any other.
 */
export function findUnusable(input: unknown): Unusable | undefined {
  let left = maxValues;
  const look = (value: unknown, depth: number): Unusable | undefined => {
    left -= 1;
    if (depth > deepest || left < 0) return "size";
    if (typeof value === "string") return findInText(value);
    if (typeof value !== "object" || value === null) return undefined;
    for (const [name, held] of entriesOf(value)) {
      const found = look(name, depth + 1) ?? look(held, depth + 1);
      if (found) return found;
    }
    return undefined;
  };
  return look(input, 0);
}

function findInText(text: string): Unusable | undefined {
  if (text.includes("\0")) return "nul";
  if (!text.isWellFormed()) return "surrogate";
  return namesOfEveryObject.includes(text.trim()) ? "name" : undefined;
}

/** An address as a browser sends it: its path's parts and its parameters, decoded. */
export function findUnusableInAddress(pathname: string, parameters: URLSearchParams): Unusable | undefined {
  try {
    return findUnusable([pathname.split("/").map(decodeURIComponent), parameters]);
  } catch {
    return "surrogate";
  }
}

function entriesOf(value: object): Iterable<readonly [unknown, unknown]> {
  if (Array.isArray(value)) return value.map((each) => [undefined, each] as const);
  if (value instanceof Set) return [...value].map((each) => [undefined, each] as const);
  if (value instanceof Map || value instanceof URLSearchParams || value instanceof FormData) {
    return value.entries();
  }
  // Bytes, dates, and files hold no text of a form's.
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value) || value instanceof Date) return [];
  if (value instanceof Blob) return [];
  return Object.entries(value);
}

export function unusableInput(found: Unusable): Problem {
  return {
    code: "input-unusable",
    sentence: `The input ${sayUnusable[found]}. Nothing was changed.`,
    wayOut: "Remove it and try again.",
  };
}

const sayUnusable: Record<Unusable, string> = {
  nul: "contains a NUL character",
  surrogate: "contains text that isn't valid Unicode",
  name: "contains a reserved name: __proto__, constructor, or prototype",
  size: "is nested too deeply or has too many values",
};
