import { vendorConnection } from "@/lib/connections/vendor-connection";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import { ProblemError } from "@/lib/kernel/result";
import type { ContactCenter } from "@/lib/vendors/contact-center";

export interface EndedContact {
  contactId: ContactId;
  startedAt: Date;
}

/** Such centers list by when contacts began: one that went on for longer isn't scanned. */
const longestMs = 3 * 3_600_000;
const pageLimit = 100;
const maxPages = 5;
const listingMs = 20_000;

/** The newest of another contact center's contacts that ended after `from` and until `to`, and how many there were in all. */
export async function listEndedAtCenter(
  { tenantId, connectionId }: { tenantId: TenantId; connectionId: string },
  center: ContactCenter,
  { from, to, limit }: { from: Date; to: Date; limit: number },
  signal: AbortSignal,
): Promise<{ contacts: EndedContact[]; total: number }> {
  const connection = vendorConnection(tenantId, connectionId);
  const stop = AbortSignal.any([signal, AbortSignal.timeout(listingMs)]);
  // A center may list one of them on two pages.
  const ended = new Map<ContactId, EndedContact & { endedAt: Date }>();
  let token: string | undefined;
  let told = 0;
  for (let page = 0; page < maxPages; page++) {
    const search = {
      from: new Date(from.getTime() - longestMs),
      to,
      token,
      limit: pageLimit,
      onlyEnded: true,
    };
    const answer = await center.list(connection, search, stop);
    if (!answer.ok) throw new ProblemError(answer.problem);
    for (const { contactId, beganAt, endedAt } of answer.value.contacts) {
      const end = endedAt === undefined ? undefined : new Date(endedAt);
      // The run before ended with `from`.
      if (end && end > from && end <= to)
        ended.set(contactId, { contactId, startedAt: new Date(beganAt ?? end), endedAt: end });
    }
    told = Math.max(told, answer.value.total ?? 0);
    token = answer.value.next;
    if (token === undefined) break;
  }
  const newestFirst = [...ended.values()].sort(
    (one, other) => other.endedAt.getTime() - one.endedAt.getTime(),
  );
  return {
    contacts: newestFirst.slice(0, limit).map(({ contactId, startedAt }) => ({ contactId, startedAt })),
    // Where the list was cut there are more: how many, only the center's own count tells, which has the margin in it.
    total: token === undefined ? ended.size : Math.max(told, ended.size + 1),
  };
}
