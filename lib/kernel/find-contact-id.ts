import { asContactId, type ContactId } from "./ids";

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** What a text says of contacts. `isNamed`: something in it tells that the id is a contact's, and not only a UUID. */
export type ContactIdReading =
  | { kind: "one"; id: ContactId; isNamed: boolean }
  | { kind: "several" | "none" };

/**
 * The places where a contact's id stands, the surest first: its ARN, the address of its page, a member or a header of
 * that name ("ContactId", "contact_id", "X-Amzn-ConnectContactId") that isn't another contact's ("InitialContactId"),
 * and the first cell of a line of an exported list, whose second is when the contact began.
 */
const places: readonly RegExp[] = [
  new RegExp(`arn:[\\w-]+:connect:[\\w-]*:\\d*:instance/${uuid}/contact/(${uuid})(?![\\w-])`, "gi"),
  new RegExp(
    `(?:://|^\\s*/)\\S*(?:details|contacts|contact-trace-records|contact-search)/(${uuid})(?![\\w-])`,
    "gi",
  ),
  new RegExp(
    `(?<!(?:initial|previous|related|next|associated)[\\s_-]*)contact[\\s_-]*id\\b[\\s"'\\\\]*[:=,;\\t][\\s"'\\\\]*(${uuid})(?![\\w-])`,
    "gi",
  ),
  new RegExp(
    `(?:^|\\n|findings)[\\s\\uFEFF"']*(${uuid})["']*[,;\\t](?=["']*(?:\\d{1,4}[-./]\\d{1,2}|[,;\\t]))`,
    "gi",
  ),
];
/** Of several ids, the one that a ticket's text or a person calls the contact. */
const called = new RegExp(`(?<!\\w)contact[\\s:]+(${uuid})`, "gi");
/** Instances, flows, queues: their ids are nobody's contact. */
const otherArn = /arn:[\w-]+:[\w-]+:[\w-]*:\d*:[^\s"',;\\]+/gi;

/** Pure, and never throws. Ids in lower case. */
export function findContactId(text: string): ContactIdReading {
  for (const place of places) {
    const found = oneOf(idsAt(text, place), true);
    if (found.kind !== "none") return found;
  }
  const found = oneOf(unique(text.replace(otherArn, " ").match(new RegExp(uuid, "gi")) ?? []), false);
  if (found.kind !== "several") return found;
  const ofContact = oneOf(idsAt(text, called), true);
  return ofContact.kind === "one" ? ofContact : found;
}

function oneOf(ids: ContactId[], isNamed: boolean): ContactIdReading {
  const [id] = ids;
  if (id === undefined) return { kind: "none" };
  return ids.length > 1 ? { kind: "several" } : { kind: "one", id, isNamed };
}

function idsAt(text: string, place: RegExp): ContactId[] {
  return unique([...text.matchAll(place)].map((match) => match[1] ?? ""));
}

function unique(ids: string[]): ContactId[] {
  return [...new Set(ids.map((id) => asContactId(id.toLowerCase())))];
}
