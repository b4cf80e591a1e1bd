const dots = "••• ••";

/** What a mask looks like, so that masking twice is masking once. */
const maskShape = String.raw`(?:\+[1-9]\d{0,2} )?(?:\d{3} )?••• ••\d{0,2}`;

/**
 * Long digits that are no phone numbers: ids, ARNs (with their account), times. They are passed over whole, so that no
 * part of them is taken for a number.
 */
const harmless = [
  maskShape,
  "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
  String.raw`arn:aws[\w-]*:[\w-]*:[\w-]*:(?:\d{12})?:`,
  String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?`,
];

/** Also as URLs (CloudWatch's console has "$" for "%"), JSON and HTML write it. */
const plus = String.raw`(?:\+|[%$](?:25)?2B|\\u002b|&#43;|&#x2b;|&plus;)`;
const gap = String.raw`[\s().\-/\u2010-\u2015]{0,3}`;
/** Not within a longer word or a decimal fraction; what an escape ends with is no letter of the word. */
const begins = String.raw`(?:(?<![A-Za-z0-9.])|(?<=%[0-9a-f]{2})|(?<=\\[nrtbf])|(?<=\\u[0-9a-f]{4}))`;
const ends = String.raw`(?![A-Za-z0-9]|\.\d)`;

const numbers = [
  // E.164. North America first: its length is fixed, so what follows the number stays readable.
  String.raw`${plus}\s?1(?:${gap}\d){10}(?!\d)`,
  String.raw`${plus}\s?[1-9]\d{9,14}`,
  String.raw`${plus}\s?[1-9](?:${gap}\d){6,14}`,
  // The user part of an address names a subscriber, however it is written.
  String.raw`(?<=\b(?:sips?|tel):)\d(?:[().-]{0,2}\d){6,14}`,
  String.raw`(?<=\b(?:sips?|tel)%3A)\d(?:[().-]{0,2}\d){6,14}`,
  // Without the plus only what a dialling plan makes plain. Twelve digits are an AWS account as often as a number,
  // ten that begin with 1 are a time in seconds and thirteen one in milliseconds: those are left.
  String.raw`${begins}1?[2-9]\d{2}[2-9]\d{6}${ends}`,
  String.raw`${begins}(?:1[ .-])?(?:\([2-9]\d{2}\)[ .-]?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}${ends}`,
  String.raw`${begins}0[1-9]\d{8,9}${ends}`,
  String.raw`${begins}\(?0[1-9]\d{1,3}\)?[ -]\d{3,4}[ -]?\d{3,4}${ends}`,
  String.raw`${begins}(?!\d{12}(?!\d))(?:00|011)[1-9]\d{7,13}${ends}`,
];

const sorting = new RegExp(`(${harmless.join("|")})|(${numbers.join("|")})`, "gi");
/** Base64, long enough to hold a number and a word. */
const encoded = /(?<![\w+/=-])[\w+/-]{16,}={0,2}(?![\w+/=-])/g;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
const longWord = /[\w+/-]{16}/;
/** The shortest number that is looked for has seven. */
const manyDigits = /(?:\d\D*){7}/;
export const hiddenEncoding = "[hidden: encoded text with a phone number]";

/** "+12065550123" → "+1 206 ••• ••23": enough to tell two callers apart, too little to call one. */
export function maskPhone(number: string): string {
  if (number.includes("•")) return number;
  const isInternational = new RegExp(`^\\s*${plus}`, "i").test(number);
  const digits = number.replace(new RegExp(`^\\s*${plus}`, "i"), "").replace(/\D/g, "");
  const tail = digits.length > 4 ? digits.slice(-2) : "";
  if (!isInternational) return `${dots}${tail}`;
  if (/^1\d{10}$/.test(digits)) return `+1 ${digits.slice(1, 4)} ${dots}${tail}`;
  return digits.length > 6 ? `+${countryCode(digits)} ${dots}${tail}` : `${dots}${tail}`;
}

/** Country codes have one, two or three digits, told by how they begin (ITU-T E.164, annex). */
function countryCode(digits: string): string {
  const short = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;
  return short.exec(digits)?.[0] ?? digits.slice(0, 3);
}

/** A text with every phone number in it masked; ids, ARNs, account ids and times stay. Masking again changes nothing. */
export function maskPhonesIn(text: string): string {
  // Most texts are a time, or hold too few digits and no word that is long enough to be base64.
  if (instant.test(text) || !(longWord.test(text) || manyDigits.test(text))) return text;
  return text
    .replace(encoded, (word) => (holdsNumber(word) ? hiddenEncoding : word))
    .replace(sorting, (whole: string, kept: string | undefined) =>
      kept === undefined ? maskPhone(whole) : whole,
    );
}

/** Somebody dictates "2 0 6, 5 5 5…", and a transcript groups the digits as they were heard. */
const spokenGap = String.raw`[\s().,\-/\u2010-\u2015]{0,3}`;
const spoken = new RegExp(
  String.raw`(${[...harmless, String.raw`\d{4}-\d\d-\d\d(?!\d)`].join("|")})|${begins}\+?\d(?:${spokenGap}\d){6,}${ends}`,
  "gi",
);

/**
 * Somebody's words with every run of seven digits or more masked, however they are grouped: of a number that was said, nothing
 * else is known. A time or an id of digits alone stays; a number in words does, too.
 */
export function maskSpokenNumbers(text: string): string {
  if (!manyDigits.test(text) || /^\d{12,13}$/.test(text)) return text;
  return text.replace(spoken, (whole: string, kept: string | undefined) =>
    kept === undefined ? maskPhone(whole) : whole,
  );
}

function holdsNumber(word: string): boolean {
  // A path or a long name is base64 by its letters too; only what decodes to a text is one.
  if (/^\d+$/.test(word)) return false;
  const text = Buffer.from(word, "base64").toString("utf8");
  return /^[\t\n\r\x20-\x7e\u00a0-\ufffc]*$/u.test(text) && text.replace(sorting, keepHarmless) !== text;
}

function keepHarmless(whole: string, kept: string | undefined): string {
  return kept === undefined ? "" : whole;
}

/** Names under which a value of digits alone is a number, however long it is. */
const phoneName =
  /phone|mobile|msisdn|(?:^|[^a-z])(?:ani|dnis)(?:[^a-z]|$)|callback_?number|(?:caller|called|from|to|dialed|dialled)(?:_?(?:id|user|number))?$|^address$/i;

/** The value of a named member: digits under a phone's name are a number, whatever their count. */
export function maskNamedPhone(name: string, value: string): string {
  return phoneName.test(name) && isDigits(value) ? maskPhone(value) : maskPhonesIn(value);
}

/** A number under that name, for JSON that keeps phone numbers as numbers. */
export function maskNumber(name: string, value: number): number | string {
  if (!Number.isSafeInteger(value)) return value;
  const text = String(value);
  const shown = maskNamedPhone(name, text);
  return shown === text ? value : shown;
}

function isDigits(value: string): boolean {
  return /^\s*(?:\+|%2B)?[\d\s().-]{5,24}$/i.test(value) && /\d(?:\D*\d){4}/.test(value);
}
