import { ListAssociatedContactsCommand } from "@aws-sdk/client-connect";
import type { TrailContext, TrailSubject } from "@/lib/trail/trail-source";

/** Far more than a call is ever transferred. */
const maximumIds = 100;
const maximumPages = 5;

/**
 * Every id that the same call goes by: a transfer makes a new contact, and Kore knows the one that was current when
 * the call reached it. The contact's own id comes first. When the list cannot be read, what its record names is used.
 */
export async function contactTree(
  { clients, instanceId }: TrailContext,
  { contactId, contact }: TrailSubject,
  signal: AbortSignal,
): Promise<string[]> {
  const ids = new Set([contactId]);
  const add = (...found: (string | undefined)[]) => {
    for (const id of found) if (id && ids.size < maximumIds) ids.add(id.toLowerCase());
  };
  if (contact.ok) {
    add(contact.value.InitialContactId, contact.value.PreviousContactId, contact.value.RelatedContactId);
  }
  try {
    let nextToken: string | undefined;
    let pages = 0;
    do {
      const page = await clients.connect.send(
        new ListAssociatedContactsCommand({
          InstanceId: instanceId,
          ContactId: contactId,
          NextToken: nextToken,
        }),
        { abortSignal: signal },
      );
      for (const one of page.ContactSummaryList ?? []) {
        add(one.ContactId, one.InitialContactId, one.PreviousContactId, one.RelatedContactId);
      }
      nextToken = page.NextToken;
      pages++;
    } while (nextToken && pages < maximumPages);
  } catch (error) {
    // Out of time is out of time; anything else leaves the ids of the record, which are nearly always all.
    if (signal.aborted) throw error;
  }
  return [...ids];
}
