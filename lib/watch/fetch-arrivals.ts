import { type ConnectClient, type Contact, DescribeContactCommand } from "@aws-sdk/client-connect";
import { describeAwsError } from "@/lib/aws/describe-aws-error";
import { searchContacts } from "@/lib/contacts/search/search-contacts";
import { asContactId, type ContactId } from "@/lib/kernel/ids";
import { type Result, succeed } from "@/lib/kernel/result";
import { maxDescribed } from "@/lib/watch/watch-limits";

/** A contact that came in while somebody waited for their own. */
export interface Arrival {
  contactId: ContactId;
  /** ISO 8601. */
  beganAt: string;
  /** As Amazon Connect told: in clear. */
  caller?: string;
  called?: string;
  /** "yes": it was called on one of the numbers. "unknown": by which number it came is not told, or there is none to compare. */
  isOurs: "yes" | "unknown";
}

export interface ArrivalSearch {
  instanceId: string;
  since: Date;
  /** Numbers that lead to the flow: "+12065550100"; none when the tenant's own flow does. */
  numbers: readonly string[];
  /** Contacts that were judged at an earlier look. */
  known: ReadonlySet<string>;
}

export interface Arrivals {
  arrivals: Arrival[];
  /** All that were judged now, also those that came to other numbers: not to be asked about again. */
  judged: string[];
}

/** Clocks of the two sides differ a little. */
const marginMs = 3_000;
const deadlineMs = 8_000;

/**
 * Calls that began since then and may be the awaited one, the oldest first: one SearchContacts, which names no numbers,
 * and a DescribeContact for each contact that is new. One that cannot be described is left for the next look.
 */
export async function fetchArrivals(
  connect: ConnectClient,
  { instanceId, since, numbers, known }: ArrivalSearch,
  signal?: AbortSignal,
): Promise<Result<Arrivals>> {
  const from = new Date(since.getTime() - marginMs);
  const page = await searchContacts(
    connect,
    { instanceId, from, to: new Date(), limit: 50, requests: 1 },
    signal,
  );
  if (!page.ok) return page;
  const fresh = page.value.contacts
    .filter(({ contactId, channel }) => !known.has(contactId) && (channel ?? "VOICE") === "VOICE")
    .toReversed()
    .slice(0, maxDescribed);
  const deadline = AbortSignal.timeout(deadlineMs);
  const abortSignal = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const described = await Promise.allSettled(
    fresh.map(({ contactId }) =>
      connect.send(new DescribeContactCommand({ InstanceId: instanceId, ContactId: contactId }), {
        abortSignal,
      }),
    ),
  );
  const [failure] = described.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  if (failure !== undefined && described.every(({ status }) => status === "rejected")) {
    return { ok: false, problem: describeAwsError(failure) };
  }
  const contacts = described.flatMap((one) => (one.status === "fulfilled" ? (one.value.Contact ?? []) : []));
  return succeed({
    arrivals: contacts.flatMap((contact) => toArrival(contact, numbers) ?? []),
    judged: contacts.flatMap(({ Id }) => Id ?? []),
  });
}

/** Pure. A transfer within Connect is another contact of a call that came in before. */
export function toArrival(contact: Contact, numbers: readonly string[]): Arrival | undefined {
  const { Id: contactId, InitiationTimestamp: began, InitiationMethod: method } = contact;
  if (contactId === undefined || began === undefined) return undefined;
  if (method !== undefined && method !== "INBOUND") return undefined;
  const called = contact.SystemEndpoint?.Address;
  const caller = contact.CustomerEndpoint?.Address;
  const canCompare = called !== undefined && numbers.length > 0;
  if (canCompare && !numbers.includes(called)) return undefined;
  return {
    contactId: asContactId(contactId),
    beganAt: began.toISOString(),
    ...(caller && { caller }),
    ...(called && { called }),
    isOurs: canCompare ? "yes" : "unknown",
  };
}
