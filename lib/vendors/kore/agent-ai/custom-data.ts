import { memberOf } from "@/lib/kernel/plain-json";

/** One value of `customData`, as a tree that a screen can draw. */
export interface DataNode {
  /** The member's name; "" at the top and in a list. */
  name: string;
  kind: "boolean" | "list" | "null" | "number" | "object" | "text";
  /** Of what isn't an object or a list: the value as it's written. */
  text: string;
  children: readonly DataNode[];
  /** Members that aren't among `children`: too many, or too deep. */
  more: number;
}

export interface DialogKey {
  /** "order.id" */
  path: string;
  /** "{{context.session.UserContext.customData.order.id}}" */
  expression: string;
}

/** What the widget calls the caller. */
export interface ShownName {
  text: string;
  /** full-name: from fName and lName. undefined-name: one of them is missing. user: nothing names the caller. */
  rule: "full-name" | "undefined-name" | "user";
}

/** What Agent AI's widget does with the text of the contact attribute `customData`. */
export type CustomDataReading = {
  /** Of the text, as UTF-8. */
  bytes: number;
  /** In an address, where pages that Kore hosts put it. */
  encodedBytes: number;
  /** Amazon Connect keeps it: all attributes of a contact together have 32 KB. */
  fitsAttributes: boolean;
} & (
  | {
      loads: true;
      /** The widget got no text, and goes on as with an empty object. */
      isEmpty: boolean;
      tree: DataNode;
      keys: readonly DialogKey[];
      /** There are more keys than are listed. */
      hasMoreKeys: boolean;
      /** Whether the widget passes it on to dialogs: it leaves out what has no members. */
      reachesDialogs: boolean;
      name: ShownName;
    }
  /** not-json: the text can't be parsed. name: fName or lName can't be made a text. The widget stops, and stays blank. */
  | { loads: false; reason: "name" | "not-json" }
);

const attributesLimit = 32 * 1024;
const maxDepth = 12;
const maxNodes = 1000;
const maxKeys = 200;

/**
 * Reads `customData` by the rules of the widget's published source (version 3). Pure, for any text: what the text has in it,
 * whatever it's named, is only listed and never becomes a member of an object of ours.
 */
export function readCustomData(text: string): CustomDataReading {
  const bytes = new TextEncoder().encode(text).length;
  const encodedBytes = encodeURIComponent(text.toWellFormed()).length;
  const size = { bytes, encodedBytes, fitsAttributes: bytes < attributesLimit };
  const parsed = parse(text === "" ? "{}" : text);
  if (!parsed) return { ...size, loads: false, reason: "not-json" };
  const { value } = parsed;
  const name = nameOf(value);
  if (!name) return { ...size, loads: false, reason: "name" };
  const tree = toNode("", value, { left: maxNodes }, maxDepth);
  const keys = listKeys(value, maxKeys + 1);
  return {
    ...size,
    loads: true,
    isEmpty: text === "",
    tree,
    keys: keys.slice(0, maxKeys).map((path) => ({ path, expression: `{{${dialogPath}.${path}}}` })),
    hasMoreKeys: keys.length > maxKeys,
    reachesDialogs: hasMembers(value),
    name,
  };
}

/** What becomes of it in one line: whether the widget loads, and the size. */
export function formatReading(reading: CustomDataReading): string {
  const { bytes, fitsAttributes } = reading;
  const tooLarge = fitsAttributes
    ? ""
    : ", more than the 32 KB that a contact's attributes can have together";
  return `${outcomeOf(reading)} ${bytes} ${bytes === 1 ? "byte" : "bytes"}${tooLarge}.`;
}

function outcomeOf(reading: CustomDataReading): string {
  if (!reading.loads)
    return reading.reason === "not-json"
      ? "Not JSON: the widget stops at it and stays blank."
      : "fName or lName can't be shown as text: the widget stops at it and stays blank.";
  if (reading.isEmpty) return "Empty: the widget loads without customer data.";
  return reading.reachesDialogs
    ? "The widget loads with it."
    : "The widget loads with it. It has no members, so dialogs get nothing.";
}

const dialogPath = "context.session.UserContext.customData";

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/**
 * The widget's own rule, in which `||` binds before `?`: a userName alone shows the two other names, which aren't there.
 * undefined when the widget fails on it: an object whose member toString isn't a function can't be made a text.
 */
function nameOf(value: unknown): ShownName | undefined {
  const [userName, fName, lName] = ["userName", "fName", "lName"].map((member) => memberOf(value, member));
  if (!(userName || (fName && lName))) return { text: "user", rule: "user" };
  try {
    return {
      text: `${joined(fName)} ${joined(lName)}`,
      rule: fName && lName ? "full-name" : "undefined-name",
    };
  } catch {
    return undefined;
  }
}

/** As `+` makes a text of what JSON can hold. */
function joined(value: unknown): string {
  return "".concat(value as string);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function hasMembers(value: unknown): boolean {
  return (isObject(value) || typeof value === "string") && Object.keys(value).length > 0;
}

function toNode(name: string, value: unknown, budget: { left: number }, depth: number): DataNode {
  budget.left--;
  const leaf = { name, children: [], more: 0 };
  if (value === null) return { ...leaf, kind: "null", text: "null" };
  if (typeof value === "string") return { ...leaf, kind: "text", text: value };
  if (typeof value === "number") return { ...leaf, kind: "number", text: String(value) };
  if (typeof value === "boolean") return { ...leaf, kind: "boolean", text: String(value) };
  const isList = Array.isArray(value);
  const members = isObject(value) ? Object.entries(value) : [];
  const children: DataNode[] = [];
  for (const [key, member] of members) {
    if (depth <= 0 || budget.left <= 0) break;
    children.push(toNode(isList ? "" : key, member, budget, depth - 1));
  }
  return {
    name,
    kind: isList ? "list" : "object",
    text: "",
    children,
    more: members.length - children.length,
  };
}

/** Names that are no member's own where a dialog reads them. */
const inherited = new Set(["__proto__", "constructor", "prototype"]);

/** Each level by level, the outer ones first. Items of a list have no names. */
function listKeys(value: unknown, limit: number): string[] {
  const found: string[] = [];
  let level: { path: string; value: unknown }[] = [{ path: "", value }];
  for (let depth = 0; depth < maxDepth && level.length > 0 && found.length < limit; depth++) {
    const next: typeof level = [];
    for (const { path, value: outer } of level) {
      if (!isObject(outer) || Array.isArray(outer)) continue;
      for (const [key, member] of Object.entries(outer)) {
        if (found.length >= limit) break;
        if (!/^[A-Za-z_$][\w$]*$/.test(key) || inherited.has(key)) continue;
        const own = path === "" ? key : `${path}.${key}`;
        found.push(own);
        next.push({ path: own, value: member });
      }
    }
    level = next;
  }
  return found;
}
