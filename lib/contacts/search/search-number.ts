import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { type TenantId, withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { maskPhone } from "@/lib/privacy/mask-phones";
import { noFilter } from "./contact-filter";
import { describeRows } from "./describe-rows";
import { chooseAccount } from "./list-chunk";
import { type ListedContact, nameRows } from "./name-rows";
import { readFlowLogContacts } from "./read-flow-log";
import { listAccounts } from "./tenant-accounts";
import { toE164 } from "./to-e164";

export interface NumberSearch {
  tenantId: TenantId;
  actor: Actor;
  /** Which AWS connection; the tenant's first when absent. */
  account?: string;
  /** With its country's code; a zero that is dialled only inside the country may stand in it. */
  number: string;
  /** The day, as it is for who asks: at most 25 hours, one of which a clock may have gone back. */
  from: Date;
  to: Date;
}

export interface NumberResult {
  /** The newest first. */
  contacts: ListedContact[];
  /** Masked. */
  number: string;
  /** Name of the account that was searched. */
  account: string;
  /** All lines from then until the day's end were looked at: ISO 8601. */
  readFrom: string;
  /** false when the log was too large, or more contacts were found than are shown. */
  complete: boolean;
}

const hourMs = 3_600_000;
const longestMs = 25 * hourMs;
/** A few seconds of an account's five requests a second. */
const maxPages = 120;
const readingMs = 20_000;
/** Each costs a DescribeContact. */
const mostContacts = 30;
const describingMs = 10_000;
const windowMs = 2 * hourMs;

/**
 * The contacts of a day in whose flow log a caller's number stands. The search leaves an audit event with the number
 * masked, and the number itself nowhere. Reads from the day's end backwards, within bounds on requests and time, and
 * says how far it came. Amazon Connect cannot search by number; its flow log has the number where a block used it, such
 * as a transfer to the voice agent.
 */
export async function searchNumber(
  search: NumberSearch,
  signal?: AbortSignal,
): Promise<Result<NumberResult>> {
  const { tenantId, actor, from, to } = search;
  const number = toE164(search.number);
  const isDay = to > from && to.getTime() - from.getTime() <= longestMs;
  if (!isDay) return fail(notADay);
  try {
    const account = chooseAccount(await listAccounts(tenantId), {
      ...noFilter,
      ...(search.account ? { account: search.account } : {}),
    });
    if (!account.ok) return account;
    const masked = maskPhone(number);
    await withTenant(tenantId, (db) =>
      recordAudit(db, {
        tenantId,
        actor,
        action: "contact:search-number",
        target: masked,
        detail: { from: from.toISOString(), to: to.toISOString() },
      }),
    );
    const access = requireInstance(await openAwsConnection(tenantId, account.value.connectionId));
    const budget = { pagesLeft: maxPages, signal: within(readingMs, signal) };
    const pattern = `"${number}"`;
    // The pattern finds the digits within a longer number too.
    const isWhole = new RegExp(`(?<![\\d+])\\${number}(?!\\d)`);
    const found = new Map<string, number>();
    let readFromMs = Math.min(to.getTime(), Date.now());
    let complete = true;
    while (complete && readFromMs > from.getTime()) {
      const fromMs = Math.max(from.getTime(), readFromMs - windowMs);
      const read = await readFlowLogContacts(access, { fromMs, toMs: readFromMs, pattern }, budget, (line) =>
        isWhole.test(JSON.stringify(line)),
      );
      for (const [id, at] of read.contacts) found.set(id, Math.min(at, found.get(id) ?? at));
      complete = read.complete;
      if (complete) readFromMs = fromMs;
    }
    const named = [...found]
      .sort(([, one], [, other]) => other - one)
      .map(([contactId, at]) => ({ contactId, at: new Date(at).toISOString() }));
    const { rows } = await describeRows(
      access,
      named.slice(0, mostContacts),
      noFilter,
      within(describingMs, signal),
    );
    return succeed({
      contacts: await nameRows(tenantId, account.value.connectionId, rows),
      number: masked,
      account: account.value.name,
      readFrom: new Date(readFromMs).toISOString(),
      complete: complete && named.length <= mostContacts,
    });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

function within(milliseconds: number, signal: AbortSignal | undefined): AbortSignal {
  const deadline = AbortSignal.timeout(milliseconds);
  return signal ? AbortSignal.any([signal, deadline]) : deadline;
}

const notADay = {
  code: "day-invalid",
  sentence: "A phone number search covers one day.",
  wayOut: "Choose the day of the call.",
};
