import type { Contact } from "@aws-sdk/client-connect";
import { recordAudit } from "@/lib/access/audit/record-audit";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { noFilter } from "./contact-filter";
import { describeRows, type NamedContact } from "./describe-rows";
import { fetchFlowLogDay, within } from "./fetch-flow-log-day";
import { searchCenterDay, wordsOfCenter } from "./list-center";
import { chooseAccount } from "./list-chunk";
import { markRows, nameRows } from "./name-rows";
import { isDay, notADay } from "./one-day";
import type { NumberResult, NumberSearch } from "./search-number";
import { listAccounts } from "./tenant-accounts";

/** Each costs a DescribeContact, ten of which are allowed in a second. */
const mostFromLog = 60;
const mostScanned = 60;
const describingMs = 15_000;

/**
 * The contacts of a day whose caller's number ends with four digits. No number is stored here, so the day's flow log is
 * searched, and the records of the day's scanned contacts are read from Amazon Connect, the newest first; the answer says
 * how many of them. Audited as a search by number is, and the digits are left nowhere.
 */
export async function searchLastDigits(
  { tenantId, actor, from, to, account, digits }: Omit<NumberSearch, "number"> & { digits: string },
  signal?: AbortSignal,
): Promise<Result<NumberResult>> {
  if (!isDay({ from, to })) return fail(notADay);
  try {
    const chosen = chooseAccount(await listAccounts(tenantId), {
      ...noFilter,
      ...(account ? { account } : {}),
    });
    if (!chosen.ok) return chosen;
    const { connectionId, name, center } = chosen.value;
    const masked = `••• ••${digits.slice(2)}`;
    const scanned = await withTenant(tenantId, async (db) => {
      const detail = { from: from.toISOString(), to: to.toISOString(), lastDigits: true };
      await recordAudit(db, { tenantId, actor, action: "contact:search-number", target: masked, detail });
      return listScanned(db, { tenantId, connectionId, from, to });
    });
    if (center) {
      const day = { tenantId, connectionId, center: center.center, from, to };
      const fits = (number: string) => number.replace(/\D/g, "").endsWith(digits);
      const found = await searchCenterDay(day, { fits, most: mostFromLog }, within(describingMs, signal));
      if (!found.ok) return found;
      const { rows, readFrom, complete } = found.value;
      return succeed({
        contacts: await markRows(tenantId, connectionId, rows),
        ...{ number: masked, isPart: true as const, account: name, center: wordsOfCenter(center), complete },
        readFrom: readFrom.toISOString(),
      });
    }
    const access = requireInstance(await openAwsConnection(tenantId, connectionId));
    const inNumber = new RegExp(`\\+\\d{3,11}${digits}(?!\\d)`);
    const day = { from, to, pattern: `"${digits}"` };
    const log = await fetchFlowLogDay(access, day, (line) => inNumber.test(line), signal);
    const fromLog = log.named.slice(0, mostFromLog);
    const inLog = new Set(fromLog.map(({ contactId }) => contactId));
    const others = scanned.contacts.filter(({ contactId }) => !inLog.has(contactId));
    // The log has other numbers too, such as the one that was called: the record says whose the digits are.
    const { rows, unread } = await describeRows(
      access,
      [...fromLog, ...others],
      noFilter,
      within(describingMs, signal),
      (contact) => isFrom(contact, digits),
    );
    return succeed({
      contacts: await nameRows(tenantId, connectionId, rows.sort(newestFirst)),
      number: masked,
      isPart: true,
      account: name,
      readFrom: new Date(log.readFromMs).toISOString(),
      complete:
        log.complete &&
        log.named.length <= mostFromLog &&
        scanned.contacts.length === scanned.known &&
        unread === 0,
      scanned: { read: scanned.contacts.length, known: scanned.known },
    });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

interface Day {
  tenantId: TenantId;
  connectionId: string;
  from: Date;
  to: Date;
}

/** The day's contacts that the scan or a person has looked at: their ids are stored, and nothing of their callers. */
async function listScanned(
  db: TenantDatabase,
  { tenantId, connectionId, from, to }: Day,
): Promise<{ contacts: NamedContact[]; known: number }> {
  const where = { tenantId, connectionId, beganAt: { gte: from, lt: to } };
  const rows = await db.contactLook.findMany({
    where,
    select: { contactId: true, beganAt: true },
    orderBy: { beganAt: "desc" },
    take: mostScanned,
  });
  return {
    contacts: rows.map(({ contactId, beganAt }) => ({ contactId, at: beganAt.toISOString() })),
    known: rows.length < mostScanned ? rows.length : await db.contactLook.count({ where }),
  };
}

function isFrom({ CustomerEndpoint }: Contact, digits: string): boolean {
  return CustomerEndpoint?.Address?.replace(/\D/g, "").endsWith(digits) ?? false;
}

function newestFirst(one: { initiatedAt: string | undefined }, other: { initiatedAt: string | undefined }) {
  return (other.initiatedAt ?? "").localeCompare(one.initiatedAt ?? "");
}
