import { givenValue, givesValue, hiddenValue, quotedValue } from "@/lib/kernel/redact";

const hidden = "[hidden]";

const names =
  /\bsid\b|auth(?=[-_][\w-]{1,20}=)|token|secret|passw(?:or)?d|pass(?:phrase|code)|pwd|credential|signature|session_?id|api[-_]?key|jwt|csrf|nonce|saml(?:request|response)/
    .source;

/** Letters of both cases and digits, many in one: nobody's words, and no contact's ID. */
const opaque =
  /(?<![A-Za-z0-9_+])(?=\w{0,99}\d)(?=\w{0,99}[a-z])(?=\w{0,99}[A-Z])[A-Za-z0-9_+]{32,}[\w+=/-]*/g;

/**
 * What a softphone writes down beside what every log has: the browser's headers and cookies, queries of addresses, SIP. A whole
 * header comes before what stands in it. No pattern begins anew within what it has just read in vain.
 */
const secretText: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`\\b((?:proxy-)?authorization|(?:set-)?cookie)(${givesValue})(?:${quotedValue}|.*)`, "gi"),
    `$1$2${hiddenValue}`,
  ],
  [/\b(sips?|tel):[^\s"'<>;,)\]}]+/gi, `$1:${hidden}`],
  [/([?#])[^\s"'<>?#]*=[^\s"'<>]*/g, `$1${hidden}`],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, hidden],
  [/\b(inline:)[\w+/=|]+/g, `$1${hidden}`],
  [/\b(bearer)(?:\s|%20|[:=])+[^\s"',;&\\]+/gi, `$1 ${hidden}`],
  [new RegExp(`((?:${names})[\\w-]{0,20}${givesValue})${givenValue}`, "gi"), `$1${hiddenValue}`],
  [opaque, hidden],
  [/(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, "[email]"],
];

/** What looks like somebody's number and isn't, before what does. */
const digits = new RegExp(
  [
    /(?<![0-9a-f])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f])/,
    /(?<!\d)\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)?(?!\d)/,
    /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\.?\d)/,
    // "Chrome/131.0.6778.86"
    /(?<=[a-z]\/)\d{1,4}(?:\.\d{1,5}){1,4}(?!\.?\d)/,
    /(\d{8,}|[+(]?\d(?:[ ()./\u00a0\u2010-\u2015-]{0,2}\d){6,16})/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gi",
);

/** Pure. Text of a softphone's log without what is secret or somebody's: of what has been through `redact` already. */
export function redactLogText(text: string): string {
  let clean = hideCallers(text);
  for (const [pattern, instead] of secretText) clean = clean.replace(pattern, instead);
  return clean.replace(digits, (found, number: string | undefined) =>
    number !== undefined && isSomebodys(number) ? "[number]" : found,
  );
}

const sipAddress = /<(?:sips?|tel):[^<>\n]*>/gi;
const callersName = /(?:"[^"\n]{0,100}"|[^\s"<>:;,=][^"<>:;,=\n]{0,80})\s?$/;
/** More than a name has. */
const nameLength = 110;

/** `"Ada Lovelace" <sip:…>`: who it is stands before the address. */
function hideCallers(text: string): string {
  let clean = "";
  let done = 0;
  for (const { index, 0: address } of text.matchAll(sipAddress)) {
    const before = text.slice(Math.max(done, index - nameLength), index);
    const name = callersName.exec(before)?.[0] ?? "";
    clean += `${text.slice(done, index - name.length)}<${hidden}>`;
    done = index + address.length;
  }
  return clean + text.slice(done);
}

/** In groups and without a plus, seven digits are sizes and times more often, unless they look like "555-0123". */
function isSomebodys(number: string): boolean {
  const count = number.replace(/\D/g, "").length;
  return count >= (/^[+(]/.test(number) ? 7 : 8) || /^\d{3}[-. ]\d{4}$/.test(number);
}
