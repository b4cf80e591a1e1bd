import { vendorConnection } from "@/lib/connections/vendor-connection";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { maskPhone } from "@/lib/privacy/mask-phones";
import type { CenterRow, ContactCenter } from "@/lib/vendors/contact-center";
import type { VendorCenter } from "@/lib/vendors/contact-centers";
import type { ContactFilter } from "./contact-filter";
import type { BareChunk, ChunkRequest } from "./list-context";
import type { NamedRow } from "./name-rows";

const usualLimit = 50;

/** A part of a list of contacts of another contact center than Amazon Connect. */
export async function listFromCenter(
  { tenantId, filter, from, to, token, limit = usualLimit }: ChunkRequest,
  account: { connectionId: string; center: ContactCenter; integrations: readonly unknown[] },
  signal: AbortSignal,
): Promise<Result<Omit<BareChunk, "contacts"> & { contacts: NamedRow[] }>> {
  const { connectionId, center, integrations } = account;
  const problem = cannotNarrow(filter, center);
  if (problem) return fail(problem);
  const page = await askCenter(center, signal, () =>
    center.list(
      vendorConnection(tenantId, connectionId),
      { from, to, limit, ...(token !== undefined && { token }) },
      signal,
    ),
  );
  if (!page.ok) return page;
  const rows = page.value.contacts.map(toNamedRow);
  const wanted = rows.filter(
    ({ channel }) => filter.channels.length === 0 || filter.channels.some((one) => one === channel),
  );
  const { next } = page.value;
  const gap = [
    ...(page.value.gap ? [page.value.gap] : []),
    ...(filter.integration && integrations.length > 1
      ? [`${center.title} lists the ${center.contact}s of all integrations that use this connection.`]
      : []),
  ].join(" ");
  return succeed({
    contacts: wanted,
    next,
    reachedAt: (next ? rows.at(-1)?.initiatedAt : undefined) ?? from.toISOString(),
    ...(gap && { gap }),
  });
}

/** An error that says only that the time ran out names nobody, and is taken for AWS's elsewhere. */
export async function askCenter<Value>(
  { title, contact }: Pick<ContactCenter, "title" | "contact">,
  signal: AbortSignal,
  ask: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  try {
    return await ask();
  } catch (error) {
    if (!signal.aborted) throw error;
    return fail({
      code: "source-too-slow",
      isPassing: true,
      sentence: `${title} didn't return its ${contact}s in time.`,
      wayOut: `Try again. If this continues, check whether ${title} is available.`,
    });
  }
}

function toNamedRow(row: CenterRow): NamedRow {
  const { contactId, beganAt, endedAt, channel, method, queue, agent, callerNumber } = row;
  return {
    ...{ contactId, initiatedAt: beganAt, endedAt, channel, initiationMethod: method },
    ...{ queueId: undefined, agentId: undefined, queue, agent },
    ...(callerNumber !== undefined && { caller: maskPhone(callerNumber) }),
  };
}

/** What a screen needs to speak of it. */
export function wordsOfCenter({ center: { title, contact } }: VendorCenter): {
  title: string;
  contact: string;
} {
  return { title, contact };
}

/** What only Amazon Connect's search knows. A list that leaves a filter out would claim what it doesn't hold. */
function cannotNarrow(
  { queues, agents, methods, attributes }: ContactFilter,
  { title, contact }: ContactCenter,
): Problem | undefined {
  const filters = [
    ...(queues.length > 0 ? ["queues"] : []),
    ...(agents.length > 0 ? ["agents"] : []),
    ...(methods.length > 0 ? ["initiation methods"] : []),
    ...(attributes.length > 0 ? ["attributes"] : []),
  ];
  if (filters.length === 0) return undefined;
  return {
    code: "filter-not-supported",
    sentence: `Patchbay can't filter ${title}'s ${contact}s by ${filters.join(", ")}.`,
    wayOut: "Remove these filters, or search by the caller's number and the day.",
  };
}

export interface CenterDay {
  tenantId: TenantId;
  connectionId: string;
  center: ContactCenter;
  from: Date;
  to: Date;
}

/** A day of a busy contact center; each page is a request of the rate that its people share. */
const maxPages = 10;
const pageLimit = 100;

/**
 * The contacts of a day whose caller fits, the newest first: all that the center lists, within a bound on its pages. It says
 * from when on it has looked at all.
 */
export async function searchCenterDay(
  { tenantId, connectionId, center, from, to }: CenterDay,
  caller: { callerNumber?: string; fits(number: string): boolean; most: number },
  signal: AbortSignal,
): Promise<Result<{ rows: NamedRow[]; readFrom: Date; complete: boolean }>> {
  const connection = vendorConnection(tenantId, connectionId);
  const rows: NamedRow[] = [];
  let token: string | undefined;
  let readFrom = to;
  let isWhole = true;
  for (let page = 0; page < maxPages; page++) {
    const search = {
      ...{ from, to, limit: pageLimit, token },
      ...(caller.callerNumber !== undefined && { callerNumber: caller.callerNumber }),
    };
    const answer = await askCenter(center, signal, () => center.list(connection, search, signal));
    if (!answer.ok) return answer;
    const { contacts, next, gap } = answer.value;
    isWhole &&= gap === undefined;
    rows.push(
      ...contacts
        .filter(({ callerNumber }) => callerNumber !== undefined && caller.fits(callerNumber))
        .map(toNamedRow),
    );
    const last = contacts.at(-1)?.beganAt;
    if (next === undefined)
      return succeed({
        rows: rows.slice(0, caller.most),
        readFrom: from,
        complete: isWhole && rows.length <= caller.most,
      });
    if (last) readFrom = new Date(last);
    token = next;
    if (rows.length > caller.most) break;
  }
  return succeed({ rows: rows.slice(0, caller.most), readFrom, complete: false });
}
