import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { maskPhone } from "@/lib/privacy/mask-phones";
import { noFilter } from "./contact-filter";
import { describeRows } from "./describe-rows";
import { fetchFlowLogDay, within } from "./fetch-flow-log-day";
import { searchCenterDay, wordsOfCenter } from "./list-center";
import { chooseAccount } from "./list-chunk";
import { type ListedContact, markRows, nameRows } from "./name-rows";
import { isDay, notADay } from "./one-day";
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
  /** Only the last digits were searched for. */
  isPart?: true;
  /** The day's scanned contacts whose records were read for it besides, of how many; absent when none were wanted. */
  scanned?: { read: number; known: number };
  /** The contact center that was searched, where it isn't Amazon Connect. */
  center?: { title: string; contact: string };
  /** Name of the account that was searched. */
  account: string;
  /** All lines from then until the day's end were looked at: ISO 8601. */
  readFrom: string;
  /** false when the log was too large, or more contacts were found than are shown. */
  complete: boolean;
}

/** Each costs a DescribeContact. */
const mostContacts = 30;
const describingMs = 10_000;

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
  if (!isDay({ from, to })) return fail(notADay);
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
    const { connectionId, name, center } = account.value;
    if (center) {
      const day = { tenantId, connectionId, center: center.center, from, to };
      const caller = {
        callerNumber: number,
        fits: (one: string) => toE164(one) === number,
        most: mostContacts,
      };
      const found = await searchCenterDay(day, caller, within(describingMs, signal));
      if (!found.ok) return found;
      return succeed({
        contacts: await markRows(tenantId, connectionId, found.value.rows),
        ...{ number: masked, account: name, center: wordsOfCenter(center) },
        readFrom: found.value.readFrom.toISOString(),
        complete: found.value.complete,
      });
    }
    const access = requireInstance(await openAwsConnection(tenantId, connectionId));
    // The pattern finds the digits within a longer number too.
    const isWhole = new RegExp(`(?<![\\d+])\\${number}(?!\\d)`);
    const { named, readFromMs, complete } = await fetchFlowLogDay(
      access,
      { from, to, pattern: `"${number}"` },
      (line) => isWhole.test(line),
      signal,
    );
    const { rows } = await describeRows(
      access,
      named.slice(0, mostContacts),
      noFilter,
      within(describingMs, signal),
    );
    return succeed({
      contacts: await nameRows(tenantId, connectionId, rows),
      number: masked,
      account: name,
      readFrom: new Date(readFromMs).toISOString(),
      complete: complete && named.length <= mostContacts,
    });
  } catch (error) {
    return fail(describeFailure(error));
  }
}
