import { findContactId } from "@/lib/kernel/find-contact-id";
import type { Problem } from "@/lib/kernel/result";
import type { IdWords, PatternParts } from "@/lib/vendors/ids";

/** "contact-id", or the kind of a vendor's id: "acme-session". */
export type IdKind = string;

/** What somebody put into the search's one box. */
export type ContactQuery =
  /**
   * `mayAlsoBe`: what the same text could be besides; all are tried at once, and `idKind` counts first. `instanceArn`: an
   * ARN said in which Amazon Connect instance the contact is.
   */
  | { kind: "id"; idKind: IdKind; id: string; mayAlsoBe: readonly IdKind[]; instanceArn?: string }
  /** As it was written, a plus and its digits: `toE164` reads it. Contact data: it goes into no address, no log and no table. */
  | { kind: "caller-number"; number: string }
  /** The same without a country: its digits, as they are dialled inside one. */
  | { kind: "national-number"; digits: string }
  /** What somebody remembers of a number. */
  | { kind: "last-digits"; digits: string }
  | { kind: "unclear"; problem: Problem };

/** A line of a log, with what a function answered in it. */
const longest = 10_000;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

const contactLabel = /^contact(?:[\s_-]*id)?\b\s*[:=]?\s*/i;

/**
 * `ids`: what vendors know contacts by, the first counting first. Pure, and never throws: any text is one of the kinds, or
 * unclear with a sentence that says why.
 */
export function parseQuery(given: string, ids: readonly IdWords[]): ContactQuery {
  if (given.length > longest) return unclear(tooLong, ids);
  const text = unquote(given);
  if (text === "") return unclear(empty, ids);
  return parseLabelled(text, ids) ?? parseLastDigits(text) ?? parseNumber(text) ?? parseIds(text, ids);
}

/** Whether a text is looked for by the day on which its caller called. */
export function isOfCaller({ kind }: ContactQuery): boolean {
  return kind === "caller-number" || kind === "national-number" || kind === "last-digits";
}

/**
 * What of a text may stand in an address, to be looked for there: a label tells which system's id it is; anything else
 * around an id (a caller's number in a line of a log) stays out. undefined when there is no id.
 */
export function textForAddress(text: string, ids: readonly IdWords[]): string | undefined {
  const query = parseQuery(text, ids);
  if (query.kind !== "id") return undefined;
  if (query.instanceArn) return `${query.instanceArn}/contact/${query.id}`;
  if (query.mayAlsoBe.length > 0) return query.id;
  // The kind alone may have said whose it is: then the text is the id.
  return query.idKind === "contact-id" ? `contact ${query.id}` : text.trim();
}

/** As the ids are called where people copy them from: SIP headers, metadata, logs, this console's own trail. */
function parseLabelled(text: string, ids: readonly IdWords[]): ContactQuery | undefined {
  for (const { kind, label } of ids) {
    const rest = unquote(text.replace(patternOf(label), ""));
    if (rest !== text && isToken(rest)) return labelled(kind, rest);
  }
  const rest = unquote(text.replace(contactLabel, ""));
  return rest !== text && isUuid(rest) ? labelled("contact-id", rest) : undefined;
}

function labelled(idKind: IdKind, id: string): ContactQuery {
  return { kind: "id", idKind, id: isUuid(id) ? id.toLowerCase() : id, mayAlsoBe: [] };
}

function parseIds(text: string, ids: readonly IdWords[]): ContactQuery {
  // A call's name in SIP may begin with a UUID, which is no contact's.
  const [callKind, ...orKinds] = text.includes("@") && isToken(text) ? kindsLike(text, ids) : [];
  if (callKind !== undefined) return { kind: "id", idKind: callKind, id: text, mayAlsoBe: orKinds };
  const found = findContactId(text);
  if (found.kind === "several") return unclear(severalIds, ids);
  if (found.kind === "one") {
    const mayAlsoBe = found.isNamed ? [] : kindsLike(found.id, ids);
    const instanceArn = found.isNamed ? instanceOf(found.id, text) : undefined;
    return { kind: "id", idKind: "contact-id", id: found.id, mayAlsoBe, ...(instanceArn && { instanceArn }) };
  }
  if (/^arn:/i.test(text)) return unclear(otherArn, ids);
  const [idKind, ...mayAlsoBe] = isToken(text) && !text.includes("@") ? kindsLike(text, ids) : [];
  return idKind === undefined ? unclear(noId, ids) : { kind: "id", idKind, id: text, mayAlsoBe };
}

/** "arn:aws:connect:…:instance/<id>" of the contact's ARN, where it stands in the text. */
function instanceOf(contactId: string, text: string): string | undefined {
  const arn = new RegExp(
    `(arn:[\\w-]+:connect:[\\w-]+:\\d{12}:instance/${uuid.source})/contact/${contactId}(?![\\w-])`,
    "i",
  );
  return arn.exec(text)?.[1]?.toLowerCase();
}

function kindsLike(id: string, ids: readonly IdWords[]): IdKind[] {
  return ids.filter(({ shape }) => patternOf(shape).test(id)).map(({ kind }) => kind);
}

function patternOf({ source, flags }: PatternParts): RegExp {
  return new RegExp(source, flags);
}

/** "0123", "…0123" or "xxx-0123": exactly four, which no system's id is. */
function parseLastDigits(text: string): ContactQuery | undefined {
  const digits = /^[.…•*x\s-]{0,12}(\d{4})$/i.exec(text)?.[1];
  return digits === undefined ? undefined : { kind: "last-digits", digits };
}

/** Digits with a person's punctuation between them; an address of SIP or a telephone link too. */
function parseNumber(text: string): ContactQuery | undefined {
  const bare = text.replace(/^(?:tel|sips?):/i, "").replace(/[@;].*$/s, "");
  if (!/^\+?[\d\s().\-/\u2010-\u2015]{7,30}$/.test(bare)) return undefined;
  const digits = bare.replace(/\D/g, "").replace(/^00(?=[1-9])/, "");
  const hasCountry = bare.startsWith("+") || /^[\s(]*00[1-9]/.test(bare);
  // "1" is North America's alone, and its numbers have a fixed shape.
  const isAmerican = /^1[2-9]\d{2}[2-9]\d{6}$/.test(digits);
  // E.164 has 15, and a zero that is dialled only inside the country may stand among them.
  if (digits.length < 7 || digits.length > 16) return undefined;
  if (!/^[1-9]/.test(digits) || !(hasCountry || isAmerican)) return { kind: "national-number", digits };
  return { kind: "caller-number", number: `+${digits}` };
}

function unquote(text: string): string {
  return text
    .trim()
    .replace(/^["'“”‘’<(]+|["'“”‘’>),;]+$/g, "")
    .trim();
}

/** One word, or what names a call in SIP: with a host. */
function isToken(text: string): boolean {
  return /^[\w.:-]{1,128}(?:@[\w.:-]{1,100})?$/.test(text);
}

function isUuid(text: string): boolean {
  return new RegExp(`^(?:${uuid.source})$`, "i").test(text);
}

/** A problem whose way out is another text gets the list of what can be pasted. */
function unclear(
  problem: Omit<Problem, "wayOut"> & { wayOut?: string },
  ids: readonly IdWords[],
): ContactQuery {
  return { kind: "unclear", problem: { ...problem, wayOut: problem.wayOut ?? whatToPaste(ids) } };
}

function whatToPaste(ids: readonly IdWords[]): string {
  const others = ids.length > 0 ? ` another system's ID (${ids.map(({ title }) => title).join(", ")}),` : "";
  return `Paste a contact ID (3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f), its ARN, the URL of its page in Amazon Connect,${others} or a caller's number like +1 206 555 0123.`;
}

const empty = { code: "query-empty", sentence: "The search box is empty." };
const tooLong = {
  code: "query-too-long",
  sentence: "This text is too long to be an ID, a URL, or a phone number.",
};
const severalIds: Problem = {
  code: "query-several-ids",
  sentence: "This text contains more than one ID.",
  wayOut:
    "Keep only one, or paste a whole line that names the contact: its ARN, a line of an export, or a log line with contactId.",
};
const otherArn: Problem = {
  code: "query-other-arn",
  sentence: "This isn't the ARN of a contact.",
  wayOut: "A contact's ARN ends in /contact/ and the contact ID.",
};
const noId = {
  code: "query-unclear",
  sentence: "This isn't a contact ID, a contact's URL, or a phone number.",
};
