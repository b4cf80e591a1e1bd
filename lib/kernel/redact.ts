/** Names of fields whose values are never shown, wherever they stand. */
const secretName =
  /(password|passwd|secret|token|authori[sz]ation|cookie|credential|api[-_]?key|access[-_]?key(?!id)|private[-_]?key|client[-_]?secret|session[-_]?id$|signature|^auth$|^headers?$|^key_?ring$|sealed)/i;
/** Fields that name a secret without being one, and are needed to understand a log. */
const harmlessName =
  /^(accessKeyId|nextToken|pageToken|tokenPattern|secretName|secretsManager\w*|hasToken|tokenUsed)$/i;

const hidden = "[hidden]";

/** Between a name and what it is given, however often the text was escaped. */
export const givesValue = /\\*["']?\s*(?:=>|[:=\uff1a]|%3[ad])(?:\s|%20)*/.source;
/** A text in quotes: to the quote that closes it, as often escaped as the one that opens it, else to the end of its line. */
export const quotedValue = /(?<escapes>\\*)(?<quote>["'])(?:[^\n]*?(?<!\\)\k<escapes>\k<quote>|[^\n]*)/
  .source;
/** What a secret's name is given: a text in quotes, a list or an object to its end, or a word. */
export const givenValue = `(?:${quotedValue}|[[{][^\\]}\\n]*[\\]}]?|[^\\s"',}&]+)`;
/** In its place, in the quotes that it had. */
export const hiddenValue = `$<escapes>$<quote>${hidden}$<escapes>$<quote>`;

/**
 * Text shapes that are secret or personal whatever the field is called. Texts come from anybody: no pattern begins anew
 * within what it has just read in vain, or a text made for it would keep the process busy for seconds.
 */
const secretText: [RegExp, string][] = [
  [/\bBearer\s+[\w.~+/=-]+/gi, `Bearer ${hidden}`],
  [/(?<![\w-])((?:\w{0,64}-){0,6})eyJ[\w-]{8,}(?:\.[\w-]*){2,4}/g, `$1${hidden}`],
  [/\b(?:postgres(?:ql)?|https?|amqp|redis):\/\/[^\s:/@]{1,128}:[^\s@]{1,256}@/gi, `//${hidden}@`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, hidden],
  [/\bv1\.[\w-]+\.[\w-]{16}\.[\w-]{20,}\.[\w.-]+/g, hidden],
  [/\b(X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential)=[^&\s]+/gi, `$1=${hidden}`],
  [
    new RegExp(
      `\\b(aws_secret_access_key|secretAccessKey|clientSecret|password|token)(${givesValue})${givenValue}`,
      "gi",
    ),
    `$1$2${hiddenValue}`,
  ],
  [/\+[1-9]\d{7,14}\b/g, "[phone]"],
  [/(?<![\w.%+-])[\w.%+-]+@[\w-]+(?:\.[\w-]+)+\b/g, "[email]"],
];

const deepest = 8;
const longestText = 8_000;

function redactText(text: string): string {
  let clean = text.length > longestText ? `${text.slice(0, longestText)}… (${text.length} characters)` : text;
  for (const [pattern, instead] of secretText) clean = clean.replace(pattern, instead);
  return clean;
}

function redactAt(value: unknown, depth: number, seen: Set<object>): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value) || ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (seen.has(value)) return "[again]";
  if (depth >= deepest) return "[deeper]";
  seen.add(value);
  try {
    if (Array.isArray(value)) return value.slice(0, 200).map((item) => redactAt(item, depth + 1, seen));
    if (value instanceof Map) return redactAt(Object.fromEntries(value), depth, seen);
    if (value instanceof Set) return redactAt([...value], depth, seen);
    const clean: Record<string, unknown> = {};
    if (value instanceof Error) {
      clean.name = value.name;
      clean.message = redactText(value.message);
      clean.stack = redactText(value.stack ?? "");
      if (value.cause !== undefined) clean.cause = redactAt(value.cause, depth + 1, seen);
    }
    for (const [name, item] of Object.entries(value)) {
      // What an SDK's error carries of the request and the response holds headers and bodies.
      if (
        value instanceof Error &&
        /^(\$response|\$request|config|request|response|client|socket)$/.test(name)
      )
        continue;
      clean[name] =
        secretName.test(name) && !harmlessName.test(name) && item !== undefined && item !== null
          ? hidden
          : redactAt(item, depth + 1, seen);
    }
    return clean;
  } finally {
    seen.delete(value);
  }
}

/**
 * A copy that is safe for a log or an error: fields with a secret's name, and text of a secret's or a person's shape
 * (tokens, keys, phone numbers, email addresses), are hidden. Errors become plain data. Bounded in depth and size.
 */
export function redact(value: unknown): unknown {
  return redactAt(value, 0, new Set());
}
