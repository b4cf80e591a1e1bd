import { isPlainObject, memberOf, parseJson } from "@/lib/kernel/plain-json";
import { findMarkers, hashScript, markerWords, unmarkedWords } from "./script-marker";

/** A text with a marker of ours. It lives as long as one check, and is never stored. */
export interface FoundScript {
  name: string;
  version: number;
  text: string;
  /** dialog: in a node of a dialog. loose: in a node that no dialog has. elsewhere: outside of the dialogs, as in a flow. */
  place: "dialog" | "loose" | "elsewhere";
  /** Of a text that a node has once for each language: which one. */
  language?: string;
}

/** A Service node of a dialog. */
export interface FoundService {
  url: string;
  method: string;
  /** Undefined when they are in a form that isn't known. */
  headers: Readonly<Record<string, string>> | undefined;
  body: string;
  isInDialog: boolean;
}

/** What matters to Patchbay in an exported app. */
export interface ParsedExport {
  scripts: readonly FoundScript[];
  /** Of the code in dialogs that has no marker: an earlier guide gave none, and people remove it. */
  unmarkedHashes: ReadonlySet<string>;
  services: readonly FoundService[];
  /** The dialogs are in the form that is known: what isn't among them isn't there. */
  hasDialogs: boolean;
  /** The bot's, as it names them: "en". */
  languages: readonly string[];
}

const wrappers = ["botDefinition", "appDefinition", "app", "bot"];
/** More than a definition has that is parsed at all. */
const maxValues = 3_000_000;
const maxScript = 200_000;
/** Texts with a marker: a bot that calls are taken with has a handful. */
const maxScripts = 200;
/** Of each part of a Service node's URL: ours are far shorter. */
const maxUrlPart = 4_000;

/**
 * Pure. An app's definition, as `appDefinition.json` or `botDefinition.json` has it: nodes of dialogs are references into
 * `dialogComponents`. How a flow's script is written isn't known, so a marker is looked for in every text.
 */
export function parseExport(file: unknown): ParsedExport {
  const definition = unwrap(file);
  const components = listOf(definition, "dialogComponents");
  const used = usedComponents(definition);
  const own = (components ?? []).filter(isPlainObject);
  const isUsed = ({ _id }: Record<string, unknown>) => used === undefined || used.has(idOf(_id));
  const scripts: FoundScript[] = [];
  const unmarkedHashes = new Set<string>();
  for (const component of own) {
    const isInDialog = isUsed(component);
    for (const each of textsIn(component)) {
      const found = markedIn(each, isInDialog ? "dialog" : "loose");
      scripts.push(...found);
      if (isInDialog && found.length === 0) addUnmarked(each.text, unmarkedHashes);
      if (scripts.length >= maxScripts) break;
    }
    if (scripts.length >= maxScripts) break;
  }
  const rest = isPlainObject(definition) ? { ...definition, dialogComponents: undefined } : definition;
  for (const each of textsIn(rest)) {
    if (scripts.length >= maxScripts) break;
    scripts.push(...markedIn(each, "elsewhere"));
  }
  return {
    scripts,
    unmarkedHashes,
    services: own.flatMap((component) => serviceOf(component, isUsed(component))),
    hasDialogs: components !== undefined,
    languages: (listOf(definition, "supportedLanguages") ?? []).filter(isLanguage),
  };
}

function unwrap(file: unknown): unknown {
  let value = file;
  for (let depth = 0; depth < 3 && listOf(value, "dialogComponents") === undefined; depth += 1) {
    const inner = wrappers.map((name) => memberOf(value, name)).find(isPlainObject);
    if (inner === undefined) return value;
    value = inner;
  }
  return value;
}

/** Ids of the components that a dialog's nodes name; undefined where dialogs are in no form that is known. */
function usedComponents(definition: unknown): Set<string> | undefined {
  const dialogs = listOf(definition, "dialogs");
  if (dialogs === undefined) return undefined;
  const nodes = dialogs.flatMap((dialog) => listOf(dialog, "nodes") ?? []);
  return new Set(nodes.map((node) => idOf(memberOf(node, "componentId"))));
}

interface FoundText {
  text: string;
  language: string | undefined;
}

/** Every text in it, and the language of what stands in a `localeData`. */
function* textsIn(value: unknown): Generator<FoundText> {
  const stack: { value: unknown; name: string; language: string | undefined }[] = [
    { value, name: "", language: undefined },
  ];
  for (let seen = 0; seen < maxValues; seen += 1) {
    const each = stack.pop();
    if (each === undefined) return;
    if (typeof each.value === "string") yield { text: each.value, language: each.language };
    else if (typeof each.value === "object" && each.value !== null)
      for (const [name, inner] of Object.entries(each.value)) {
        const language = each.name === "localeData" && isLanguage(name) ? name : each.language;
        stack.push({ value: inner, name, language });
      }
  }
}

function isLanguage(value: unknown): value is string {
  return typeof value === "string" && /^[a-z]{2,3}(?:[_-]\w{2,8})?$/i.test(value);
}

/** Once for each of our scripts that it has a marker of; the newest of several versions counts. */
function markedIn({ text: encoded, language }: FoundText, place: FoundScript["place"]): FoundScript[] {
  if (!mayHave(markerWords, encoded)) return [];
  const text = decode(encoded);
  const versions = new Map<string, number>();
  for (const { name, version } of findMarkers(text))
    versions.set(name, Math.max(version, versions.get(name) ?? 0));
  return [...versions].map(([name, version]) => ({
    ...{ name, version, text, place },
    ...(language === undefined ? {} : { language }),
  }));
}

function addUnmarked(encoded: string, hashes: Set<string>): void {
  if (mayHave(unmarkedWords, encoded)) hashes.add(hashScript(decode(encoded)));
}

function mayHave(words: string, text: string): boolean {
  return text.length <= maxScript && (text.includes(words) || text.includes(encodeURIComponent(words)));
}

/** Scripts are exported URI-encoded; an encoded text has no space and no line end. */
function decode(text: string): string {
  if (!/%[0-9a-f]{2}/i.test(text) || /\s/.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function serviceOf(component: Record<string, unknown>, isInDialog: boolean): FoundService[] {
  const { type, endPoint, headers, payload } = component;
  if (type !== "service" || !isPlainObject(endPoint)) return [];
  const isOurs = ["protocol", "host", "port", "path"].every(
    (part) => textOf(endPoint, part).length <= maxUrlPart,
  );
  if (!isOurs) return [];
  return [
    {
      url: joinUrl(endPoint),
      method: textOf(endPoint, "method").toUpperCase(),
      headers: parseHeaders(rawOf(headers)),
      body: decode(writtenOf(rawOf(payload))),
      isInDialog,
    },
  ];
}

/** Of the parts into which Kore splits a URL; one that begins with a variable may have no scheme. */
function joinUrl(endPoint: Record<string, unknown>): string {
  const [protocol = ""] = textOf(endPoint, "protocol").split(/[:/]/, 1);
  const port = textOf(endPoint, "port");
  const scheme = protocol === "" ? "" : `${protocol}://`;
  return `${scheme}${textOf(endPoint, "host")}${port === "" ? "" : `:${port}`}${decode(textOf(endPoint, "path"))}`;
}

/** `{type: "raw", value}`, or the value itself. */
function rawOf(part: unknown): unknown {
  return isPlainObject(part) && "value" in part ? part.value : part;
}

function parseHeaders(value: unknown): Record<string, string> | undefined {
  if (value === undefined || value === null || value === "") return {};
  const headers = typeof value === "string" ? parseJson(decode(value)) : value;
  if (!isPlainObject(headers)) return undefined;
  return Object.fromEntries(
    Object.entries(headers).map(([name, header]) => [name.toLowerCase(), writtenOf(header)]),
  );
}

/** A text as it is, and all else as JSON; "" where it is nested too deep for that. */
function writtenOf(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

function idOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function listOf(value: unknown, name: string): unknown[] | undefined {
  const list = memberOf(value, name);
  return Array.isArray(list) ? list : undefined;
}

function textOf(value: Record<string, unknown>, name: string): string {
  const text = value[name];
  return typeof text === "string" ? text : typeof text === "number" ? String(text) : "";
}
