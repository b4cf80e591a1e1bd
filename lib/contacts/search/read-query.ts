import { findContactId } from "@/lib/kernel/find-contact-id";
import type { Problem } from "@/lib/kernel/result";

export type IdKind = "contact-id" | "kore-session" | "asapp-transfer";

/** What somebody put into the search's one box. */
export type ContactQuery =
  /** `mayAlsoBe`: what the same text could be besides; all are tried at once, and `kind` counts first. */
  | { kind: IdKind; id: string; mayAlsoBe: readonly IdKind[] }
  /** As it was written, a plus and its digits: `toE164` reads it. Contact data: it goes into no address, no log and no table. */
  | { kind: "caller-number"; number: string }
  | { kind: "unclear"; problem: Problem };

/** A line of a log, with what a function answered in it. */
const longest = 10_000;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** As the ids are called where people copy them from: SIP headers, metadata, logs, this console's own trail. */
const labels: readonly { kind: IdKind; label: RegExp }[] = [
  { kind: "kore-session", label: /^kore[\s_-]*(?:instance)?[\s_-]*session(?:[\s_-]*id)?\b\s*[:=]?\s*/i },
  { kind: "asapp-transfer", label: /^(?:asapp[\s_-]*)?transfer(?:[\s_-]*id)?\b\s*[:=]?\s*/i },
  { kind: "contact-id", label: /^contact(?:[\s_-]*id)?\b\s*[:=]?\s*/i },
];

/** Pure, and never throws: any text is one of the kinds, or unclear with a sentence that says why. */
export function readQuery(given: string): ContactQuery {
  if (given.length > longest) return unclear(tooLong);
  const text = unquote(given);
  if (text === "") return unclear(empty);
  for (const { kind, label } of labels) {
    const rest = unquote(text.replace(label, ""));
    if (rest !== text && isToken(rest) && (kind !== "contact-id" || isUuid(rest)))
      return { kind, id: isUuid(rest) ? rest.toLowerCase() : rest, mayAlsoBe: [] };
  }
  const number = readNumber(text);
  if (number !== undefined) return number;
  return readIds(text);
}

/**
 * What of a text may stand in an address, to be looked for there: a label tells which system's id it is; anything else
 * around an id (a caller's number in a line of a log) stays out. undefined when there is no id.
 */
export function textForAddress(text: string): string | undefined {
  const query = readQuery(text);
  if (query.kind === "caller-number" || query.kind === "unclear") return undefined;
  if (query.mayAlsoBe.length > 0) return query.id;
  return query.kind === "contact-id" ? `contact ${query.id}` : text.trim();
}

function readIds(text: string): ContactQuery {
  const found = findContactId(text);
  if (found.kind === "several") return unclear(severalIds);
  if (found.kind === "one") {
    const mayAlsoBe: IdKind[] = found.isNamed ? [] : ["kore-session", "asapp-transfer"];
    return { kind: "contact-id", id: found.id, mayAlsoBe };
  }
  if (/^arn:/i.test(text)) return unclear(otherArn);
  if (isToken(text) && text.length >= 4 && /\d/.test(text))
    return { kind: "kore-session", id: text, mayAlsoBe: ["asapp-transfer"] };
  return unclear(noId);
}

/** Digits with a person's punctuation between them; an address of SIP or a telephone link too. */
function readNumber(text: string): ContactQuery | undefined {
  const bare = text.replace(/^(?:tel|sips?):/i, "").replace(/[@;].*$/s, "");
  if (!/^\+?[\d\s().\-/\u2010-\u2015]{7,30}$/.test(bare)) return undefined;
  const digits = bare.replace(/\D/g, "").replace(/^00(?=[1-9])/, "");
  const hasCountry = bare.startsWith("+") || /^[\s(]*00[1-9]/.test(bare);
  // "1" is North America's alone, and its numbers have a fixed shape.
  const isAmerican = /^1[2-9]\d{2}[2-9]\d{6}$/.test(digits);
  // E.164 has 15, and a zero that is dialled only inside the country may stand among them.
  if (digits.length < 7 || digits.length > 16) return undefined;
  if (!/^[1-9]/.test(digits) || !(hasCountry || isAmerican)) return unclear(noCountry);
  return { kind: "caller-number", number: `+${digits}` };
}

function unquote(text: string): string {
  return text
    .trim()
    .replace(/^["'“”‘’<(]+|["'“”‘’>),;]+$/g, "")
    .trim();
}

function isToken(text: string): boolean {
  return /^[\w.:-]{1,128}$/.test(text);
}

function isUuid(text: string): boolean {
  return new RegExp(`^(?:${uuid.source})$`, "i").test(text);
}

function unclear(problem: Problem): ContactQuery {
  return { kind: "unclear", problem };
}

const wayOut =
  "Paste a contact id (3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f), its ARN, the address of its page in Amazon Connect, a Kore session id, an ASAPP transfer id, or a caller's number like +1 206 555 0123.";

const empty: Problem = { code: "query-empty", sentence: "There is nothing to look for yet.", wayOut };
const tooLong: Problem = {
  code: "query-too-long",
  sentence: "This text is too long to be an id, an address or a number.",
  wayOut,
};
const severalIds: Problem = {
  code: "query-several-ids",
  sentence: "There is more than one id in this text.",
  wayOut:
    "Leave one of them, or paste a whole line that names the contact: its ARN, a line of an export, or a log line with contactId.",
};
const otherArn: Problem = {
  code: "query-other-arn",
  sentence: "This ARN is not a contact's.",
  wayOut: "A contact's ARN ends in /contact/ and the contact's id.",
};
const noCountry: Problem = {
  code: "query-number-without-country",
  sentence: "This looks like a phone number without its country.",
  wayOut: "Write it as Amazon Connect does, with a plus and the country's code: +1 206 555 0123.",
};
const noId: Problem = {
  code: "query-unclear",
  sentence: "This is no id, no address of a contact and no phone number.",
  wayOut,
};
