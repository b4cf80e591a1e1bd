import type { FieldDifference } from "@/lib/kernel/field-difference";
import { isPlainObject, joinPath } from "@/lib/kernel/plain-json";
import { canonicalJson } from "./fingerprint";

/** Characters of a value that a plan shows; the rest wouldn't be read. */
const shownCharacters = 200;
/** How deep a new resource is told field by field; below, a value is shown as one line of JSON. */
const depthOfNew = 3;

/** Field by field, what would have to change in `have` to make it `want`. Lists of plain values compare as a whole. */
export function compareFields(want: unknown, have: unknown, path = ""): FieldDifference[] {
  if (isPlainObject(want) && isPlainObject(have)) {
    const keys = [...new Set([...Object.keys(want), ...Object.keys(have)])].sort();
    return keys.flatMap((key) => compareFields(want[key], have[key], joinPath(path, key)));
  }
  if (Array.isArray(want) && Array.isArray(have) && want.length === have.length && want.some(isPlainObject)) {
    return want.flatMap((item, index) => compareFields(item, have[index], joinPath(path, String(index))));
  }
  if (canonicalJson(want ?? null) === canonicalJson(have ?? null)) return [];
  return [difference(path, have, want)];
}

/** The fields of something that doesn't exist yet. */
export function describeNewFields(want: unknown, secretPaths: ReadonlySet<string>): FieldDifference[] {
  function walk(value: unknown, path: string, depth: number): FieldDifference[] {
    if (value === undefined) return [];
    const holdsSecret = [...secretPaths].some((secret) => secret.startsWith(`${path}.`));
    if (isPlainObject(value) && (depth < depthOfNew || holdsSecret)) {
      return Object.entries(value).flatMap(([key, item]) => walk(item, joinPath(path, key), depth + 1));
    }
    if (Array.isArray(value) && (holdsSecret || (depth < depthOfNew && value.some(isPlainObject)))) {
      return value.flatMap((item, index) => walk(item, joinPath(path, String(index)), depth + 1));
    }
    return [difference(path, undefined, value)];
  }
  return walk(want, "", 0);
}

/** Takes the values out of every difference at, above or below a secret path. */
export function hideSecrets(
  differences: readonly FieldDifference[],
  secretPaths: ReadonlySet<string>,
): FieldDifference[] {
  return differences.map((each) => {
    const secret =
      each.secret === true ||
      [...secretPaths].some(
        (path) => path === each.path || path.startsWith(`${each.path}.`) || each.path.startsWith(`${path}.`),
      );
    if (!secret) return each;
    return { path: each.path, secret: true, ...(each.left === undefined ? {} : { left: each.left }) };
  });
}

export function difference(path: string, before: unknown, after: unknown): FieldDifference {
  return {
    path,
    ...(before === undefined || before === null ? {} : { before: show(before) }),
    ...(after === undefined || after === null ? {} : { after: show(after) }),
  };
}

function show(value: unknown): string {
  const text = typeof value === "string" ? value : canonicalJson(value);
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
}
