import { parseJson } from "@/lib/kernel/plain-json";

/** Names under which vendors' samples put secrets into attributes and logs. */
const secretName =
  /secret|token|password|authori[sz]ation|credential|api[-_]?key|access[-_]?key(?!id)|private[-_]?key/i;
const hidden = "[hidden]";
const deepest = 12;

/** `"clientSecret": …` inside a text that holds JSON, whatever its name: looked for together, a name would take the square of its length. */
const member = /"([^"\\]*)"\s*:\s*/g;
const plainValue = /"(?:[^"\\]|\\.)*"|[^\s,}\]]*/y;
/** A text that isn't closed goes on to the end: it's read once. */
const quotedOrBracket = /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|[[{]|[\]}]/g;
const writtenText = /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)/g;
const secretShapes: readonly (readonly [RegExp, string])[] = [
  // A JWT, whose header may be long. Two dots are looked for before its beginning is: without them, each "eyJ" of the word
  // would be read to the word's end.
  [/(?<![\w-])(?=[\w-]+\.[\w-]*\.)([\w-]*?)\beyJ[\w-]{8,}(?:\.[\w-]*){2,4}/g, `$1${hidden}`],
  [/\bBearer\s+[\w.~+/=-]{8,}/gi, hidden],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, hidden],
];

/**
 * A copy without secrets, for what systems said about a contact. Unlike a log's redactor it leaves phone numbers and
 * session ids: whoever may open a contact has to see them.
 */
export function hideSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return hideSecretText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= deepest) return "[deeper]";
  if (Array.isArray(value)) return value.map((item) => hideSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      isSecretName(name) ? hidden : hideSecrets(item, depth + 1),
    ]),
  );
}

export function hideSecretText(text: string): string {
  let clean = hideMembers(text, 0);
  for (const [shape, instead] of secretShapes) clean = clean.replace(shape, instead);
  return clean;
}

/** JSON within a text of the JSON, which a voice agent's variables often hold: however deep. Other texts stay as written. */
function hideNested(text: string, depth: number): string {
  if (depth >= deepest || !text.includes('\\"')) return text;
  return text.replace(writtenText, (written) => {
    const inner = written.includes('\\"') ? parseJson(written) : undefined;
    if (typeof inner !== "string") return written;
    const clean = hideMembers(inner, depth + 1);
    return clean === inner ? written : JSON.stringify(clean);
  });
}

/** Each member's whole value; the rest of the text stays digit for digit, and JSON stays JSON. */
function hideMembers(given: string, depth: number): string {
  const text = hideNested(given, depth);
  let clean = "";
  let done = 0;
  for (const { index, 0: found, 1: name = "" } of text.matchAll(member)) {
    if (!isSecretName(name)) continue;
    const start = index + found.length;
    // Within a value that is hidden already.
    if (start < done) continue;
    const end = endOfValue(text, start);
    if (end === start) continue;
    clean += `${text.slice(done, start)}"${hidden}"`;
    done = end;
  }
  return clean + text.slice(done);
}

/** Of the value that begins there. A list or an object that never ends goes on to the text's end. */
function endOfValue(text: string, start: number): number {
  if (!/[[{]/.test(text.charAt(start))) {
    plainValue.lastIndex = start;
    return start + (plainValue.exec(text)?.[0].length ?? 0);
  }
  let depth = 0;
  quotedOrBracket.lastIndex = start;
  for (let found = quotedOrBracket.exec(text); found; found = quotedOrBracket.exec(text)) {
    if (/^[[{]/.test(found[0])) depth += 1;
    if (/^[\]}]/.test(found[0])) depth -= 1;
    if (depth === 0) return quotedOrBracket.lastIndex;
  }
  return text.length;
}

/** A row of a panel: an attribute's key and value. */
export function hideSecretValue(key: string, value: string): string {
  return isSecretName(key) ? hidden : hideSecretText(value);
}

function isSecretName(name: string): boolean {
  return secretName.test(name) && !/^(nextToken|tokenExpiresAt|matched)$/i.test(name);
}
