import { type Contact, ListAssociatedContactsCommand } from "@aws-sdk/client-connect";
import { asContactId, type ContactId } from "@/lib/kernel/ids";
import { shareRead } from "../../share-read";
import type { TrailContext, TrailSubject } from "../../trail-source";

/** One contact of the call's tree, as Amazon Connect sums it up. */
export interface TreeContact {
  /** Lower case. */
  contactId: ContactId;
  initialContactId?: ContactId | undefined;
  /** The contact that it was transferred from, or that it calls back for. */
  previousContactId?: ContactId | undefined;
  relatedContactId?: ContactId | undefined;
  initiationMethod?: string | undefined;
  channel?: string | undefined;
  initiatedAt?: Date | undefined;
  disconnectedAt?: Date | undefined;
}

export interface ContactTree {
  contacts: TreeContact[];
  /** false when there were more than the bounds allow. */
  complete: boolean;
}

/** Far more than a call is ever transferred. */
const maxContacts = 200;
/** As many as DynamoDB takes in one batch. */
const maxIds = 100;
/** The most that Amazon Connect gives at once. */
const pageSize = 100;
const maxPages = 3;
/** Contacts that only RelatedContactId leads to have trees of their own. */
const maxRelated = 2;

/** The whole tree of the contact: what it was transferred from and to, and its callbacks. Throws what the SDK throws. */
export function fetchContactTree(
  context: TrailContext,
  subject: TrailSubject,
  signal: AbortSignal,
): Promise<ContactTree> {
  return shareRead(subject, "contact-tree", signal, async (stop) => {
    const { contactId, contact } = subject;
    const own = contact.ok ? contact.value : undefined;
    const trees = [listAssociated(context, contactId, stop)];
    const related = idOf(own?.RelatedContactId);
    const inTree = [contactId, idOf(own?.InitialContactId), idOf(own?.PreviousContactId)];
    if (related && !inTree.includes(related)) trees.push(listRelated(context, related, stop));
    const found = await Promise.all(trees);
    const contacts = unique(found.flatMap((tree) => tree.contacts));
    const strangers = unknownRelated(contacts).filter((id) => id !== related);
    const more = await Promise.all(strangers.map((id) => listRelated(context, id, stop)));
    const all = unique([...contacts, ...more.flatMap((tree) => tree.contacts)]);
    return {
      contacts: all.slice(0, maxContacts),
      complete: [...found, ...more].every((tree) => tree.complete) && all.length <= maxContacts,
    };
  });
}

/** The ids that the contact's own record names, itself first: known without another call. */
export function idsOfRecord({ contactId, contact }: TrailSubject): ContactId[] {
  return [...new Set([contactId, ...(contact.ok ? namesOf(contact.value) : [])])];
}

/**
 * Every id that the same call goes by: a transfer makes a new contact, and the voice agent knows the one that was current when
 * the call reached it. The contact's own id comes first. When the tree cannot be read, what its record names is used.
 */
export async function contactTree(
  context: TrailContext,
  subject: TrailSubject,
  signal: AbortSignal,
): Promise<ContactId[]> {
  const ids = new Set(idsOfRecord(subject));
  try {
    for (const one of (await fetchContactTree(context, subject, signal)).contacts) {
      for (const id of [one.contactId, one.initialContactId, one.previousContactId, one.relatedContactId]) {
        if (id && ids.size < maxIds) ids.add(id);
      }
    }
  } catch (error) {
    // Out of time is out of time; anything else leaves the ids of the record, which are nearly always all.
    if (signal.aborted) throw error;
  }
  return [...ids];
}

async function listAssociated(
  { clients, instanceId }: TrailContext,
  contactId: ContactId,
  signal: AbortSignal,
): Promise<ContactTree> {
  const contacts: TreeContact[] = [];
  let NextToken: string | undefined;
  let pages = 0;
  do {
    const page = await clients.connect.send(
      new ListAssociatedContactsCommand({
        InstanceId: instanceId,
        ContactId: contactId,
        MaxResults: pageSize,
        NextToken,
      }),
      { abortSignal: signal },
    );
    for (const one of page.ContactSummaryList ?? []) {
      if (!one.ContactId) continue;
      contacts.push({
        contactId: asContactId(one.ContactId.toLowerCase()),
        initialContactId: idOf(one.InitialContactId),
        previousContactId: idOf(one.PreviousContactId),
        relatedContactId: idOf(one.RelatedContactId),
        initiationMethod: one.InitiationMethod,
        channel: one.Channel,
        initiatedAt: one.InitiationTimestamp,
        disconnectedAt: one.DisconnectTimestamp,
      });
    }
    NextToken = page.NextToken;
    pages++;
  } while (NextToken && pages < maxPages && contacts.length < maxContacts);
  return { contacts, complete: !NextToken };
}

/** A related contact may be too old to be known: then its id is all there is of it. */
async function listRelated(
  context: TrailContext,
  contactId: ContactId,
  signal: AbortSignal,
): Promise<ContactTree> {
  try {
    return await listAssociated(context, contactId, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return { contacts: [{ contactId }], complete: true };
  }
}

function unknownRelated(contacts: TreeContact[]): ContactId[] {
  const known = new Set(contacts.map(({ contactId }) => contactId));
  const related = contacts.flatMap(({ relatedContactId }) => relatedContactId ?? []);
  return [...new Set(related)].filter((id) => !known.has(id)).slice(0, maxRelated);
}

function unique(contacts: TreeContact[]): TreeContact[] {
  return [...new Map(contacts.map((one) => [one.contactId, one])).values()];
}

function namesOf(contact: Contact): ContactId[] {
  const { InitialContactId, PreviousContactId, RelatedContactId } = contact;
  return [InitialContactId, PreviousContactId, RelatedContactId].flatMap((id) => idOf(id) ?? []);
}

function idOf(text: string | undefined): ContactId | undefined {
  return text === undefined ? undefined : asContactId(text.toLowerCase());
}
