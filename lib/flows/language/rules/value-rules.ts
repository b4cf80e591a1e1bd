import { isRecord, isRef } from "../flow-document";
import { isContainerRoot, referencesIn } from "../references";

/** Why publishing refuses a value. `path` begins at the block: "Parameters.DTMFConfiguration.DisableCancelKey". */
export interface ValueFault {
  path: string;
  /** Ends "X must be …": "a whole number from 1 to 8, written as text". */
  must: string;
  wayOut: string;
}

/** Checks one value of a block's parameters. Empty strings are told elsewhere, for all blocks alike. */
export type ValueRule = (value: unknown, path: string) => ValueFault[];

/** Nothing is claimed about it. */
export const anything: ValueRule = () => [];

/** True for `$.Attributes.x`: one reference to the contact's data and nothing around it. */
export function isWholeReference(value: string): boolean {
  return /^\$(?:\.|\[')/.test(value);
}

/** Text, which may hold references, or a resource that isn't there yet. */
export const text: ValueRule = (value, path) =>
  typeof value === "string" || isRef(value) ? [] : [notText(value, path)];

/** Exactly one of these words. */
export function words(...known: string[]): ValueRule {
  return (value, path) => {
    if (typeof value !== "string") return [notText(value, path)];
    if (value === "" || known.includes(value)) return [];
    return [{ path, must: oneOf(known), wayOut: `Set it to ${oneOf(known)}.` }];
  };
}

interface NumberBounds {
  min: number;
  max: number;
  /** A reference to the contact's data is taken too. */
  dynamic?: true;
  /** A JSON number is taken as well as text. */
  asNumber?: true;
}

/** A whole number, which the flow language writes as text. */
export function wholeNumber({ min, max, dynamic, asNumber }: NumberBounds): ValueRule {
  const range = max === Number.POSITIVE_INFINITY ? `of at least ${min}` : `from ${min} to ${max}`;
  const must = `a whole number ${range}, written as text`;
  return (value, path) => {
    if (typeof value === "number" && asNumber !== true) return [notText(value, path)];
    const written = typeof value === "number" ? String(value) : value;
    if (typeof written !== "string") return [notText(value, path)];
    if (written === "" || (dynamic === true && isWholeReference(written))) return [];
    const number = /^\d+$/.test(written) ? Number(written) : Number.NaN;
    if (number >= min && number <= max) return [];
    return [{ path, must, wayOut: `Set it to a whole number ${range}.` }];
  };
}

/** One reference to the contact's data, down to a single value: `$.External` alone is none. */
export const reference: ValueRule = (value, path) => {
  if (typeof value !== "string") return [notText(value, path)];
  if (value === "") return [];
  const [first] = referencesIn(value);
  if (isWholeReference(value) && first?.whole === value && !isContainerRoot(value)) return [];
  return [
    {
      path,
      must: "a reference to one value of the contact, like $.Attributes.name",
      wayOut: "Set it dynamically, from an attribute.",
    },
  ];
};

/** Keys of the author's own, each with such a value. */
export function mapOf(
  rule: ValueRule,
  bounds: { atMost?: number; keys?: readonly string[] } = {},
): ValueRule {
  return (value, path) => {
    if (!isRecord(value)) return [notObject(path)];
    const { atMost = Number.POSITIVE_INFINITY, keys } = bounds;
    const names = Object.keys(value);
    const strange = keys === undefined ? [] : names.filter((name) => !keys.includes(name));
    return [
      ...(names.length > atMost
        ? [{ path, must: `at most ${atMost} entries`, wayOut: "Remove some of them." }]
        : []),
      ...strange.map((name) => unknownName(`${path}.${name}`)),
      ...Object.entries(value).flatMap(([name, each]) => rule(each, `${path}.${name}`)),
    ];
  };
}

/** An object with these members; "A|B" in `required` asks for exactly one. */
export function record(
  members: Readonly<Record<string, ValueRule>>,
  { required = [], open }: { required?: readonly string[]; open?: true } = {},
): ValueRule {
  return (value, path) => {
    if (!isRecord(value)) return [notObject(path)];
    const missing = required.filter((names) => !hasOne(value, names.split("|")));
    return [
      ...missing.map((names) => ({
        path: `${path}.${names.split("|")[0]}`,
        must: `given: exactly one of ${names.split("|").join(", ")}`,
        wayOut: "Fill it in.",
      })),
      ...Object.entries(value).flatMap(([name, each]) => {
        const rule = Object.hasOwn(members, name) ? members[name] : undefined;
        if (rule !== undefined) return rule(each, `${path}.${name}`);
        return open === true ? [] : [unknownName(`${path}.${name}`)];
      }),
    ];
  };
}

export function listOf(rule: ValueRule, { notEmpty }: { notEmpty?: true } = {}): ValueRule {
  return (value, path) => {
    if (!Array.isArray(value)) return [{ path, must: "a list", wayOut: "Write it as a list." }];
    if (value.length === 0 && notEmpty === true) {
      return [{ path, must: "a list of at least one entry", wayOut: "Add an entry." }];
    }
    return value.flatMap((each, index) => rule(each, `${path}[${index}]`));
  };
}

/** Text of this form, unless it comes from the contact. */
export function textLike(form: RegExp, must: string): ValueRule {
  return (value, path) => {
    if (typeof value !== "string") return text(value, path);
    if (value === "" || isWholeReference(value) || form.test(value)) return [];
    return [{ path, must, wayOut: `Change it to ${must}.` }];
  };
}

function hasOne(value: Record<string, unknown>, names: readonly string[]): boolean {
  return names.filter((name) => value[name] !== undefined).length === 1;
}

function oneOf(known: readonly string[]): string {
  return known.length === 1 ? `"${known[0]}"` : `one of ${known.map((word) => `"${word}"`).join(", ")}`;
}

function notText(value: unknown, path: string): ValueFault {
  const isScalar = typeof value === "number" || typeof value === "boolean";
  return {
    path,
    must: "text",
    wayOut: isScalar ? `Write it as "${asWord(value)}".` : "Write it as text in quotation marks.",
  };
}

/** The flow language's own true and false are words, mostly with a capital. */
function asWord(value: number | boolean): string {
  const word = String(value);
  return typeof value === "boolean" ? `${word.charAt(0).toUpperCase()}${word.slice(1)}` : word;
}

function notObject(path: string): ValueFault {
  return { path, must: "an object", wayOut: "Write it as an object in braces." };
}

function unknownName(path: string): ValueFault {
  return { path, must: "left out: Connect has no parameter of this name here", wayOut: "Remove it." };
}
