import { SearchContactsCommand } from "@aws-sdk/client-connect";
import { type TenantId, withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import { mapInParallel } from "@/lib/kernel/in-parallel";
import { log } from "@/lib/kernel/log";
import { searchEveryMs, takeTurn } from "../search/request-pace";
import { openTrail } from "../trail/open-trail";
import { recordLook, verdictOf } from "../trail/record-look";
import { readForScan } from "./read-for-scan";
import { recordScan, recordScanFailure, type ScannedContact, scannedUntil } from "./scan-store";

/** What one run may do. Defaults: see usualBounds. */
export interface ScanBounds {
  /** Contacts opened; each costs about ten requests. */
  mostContacts: number;
  /** Trails read side by side: people's own looks at trails share the same rates. */
  atOnce: number;
  /** After this no further contact is opened. */
  runMs: number;
}

const usualBounds: ScanBounds = { mostContacts: 60, atOnce: 2, runMs: 40_000 };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Late log lines have come by then, so that nothing is called missing that was only late. */
const settlingMs = 2 * minuteMs;
/** How far the first look at an account goes back. */
const firstMs = dayMs;
/** AWS searches eight weeks at once; a worker that was away longer leaves the rest unscanned. */
const longestMs = 55 * dayMs;
const searchingMs = 20_000;

/**
 * Looks through the contacts of one account that have ended since the last run, the newest first, and keeps which of
 * them have findings. One search and at most `mostContacts` trails; contacts beyond that are counted and not opened. An
 * account that cannot be read is noted, and the next run tries the same time again. Throws when `signal` is aborted: what
 * was found until then is dropped, and the same time is looked through again.
 */
export async function scanContacts(
  { tenantId, connectionId }: { tenantId: TenantId; connectionId: string },
  signal: AbortSignal,
  bounds: ScanBounds = usualBounds,
  now = new Date(),
): Promise<void> {
  const account = { tenantId, connectionId };
  const isThere = await withTenant(tenantId, (db) =>
    db.connection.count({ where: { tenantId, id: connectionId, kind: "aws" } }),
  );
  if (isThere === 0) return;
  const to = new Date(now.getTime() - settlingMs);
  const since = await withTenant(tenantId, (db) => scannedUntil(db, account));
  const from = new Date(Math.max(since?.getTime() ?? to.getTime() - firstMs, to.getTime() - longestMs));
  if (from >= to) return;
  try {
    const ended = await listEnded(account, from, to, bounds.mostContacts, signal);
    const opened = await openEach(tenantId, ended.contacts, bounds, signal);
    signal.throwIfAborted();
    await withTenant(tenantId, (db) =>
      recordScan(
        db,
        { ...account, since, from, to, opened, listed: Math.max(ended.total, opened.length) },
        now,
      ),
    );
  } catch (error) {
    signal.throwIfAborted();
    const problem = describeFailure(error);
    log.warn({ tenantId, connectionId, code: problem.code }, "couldn't scan an account's contacts");
    await withTenant(tenantId, (db) => recordScanFailure(db, { ...account, from, to, problem }));
  }
}

interface EndedContact {
  contactId: string;
  startedAt: Date;
}

/** The newest of the contacts that ended after `from` and until `to`, and how many there were in all. */
async function listEnded(
  { tenantId, connectionId }: { tenantId: TenantId; connectionId: string },
  from: Date,
  to: Date,
  limit: number,
  signal: AbortSignal,
): Promise<{ contacts: EndedContact[]; total: number }> {
  const access = requireInstance(await openAwsConnection(tenantId, connectionId));
  const { clients, accountId, region, instanceId } = access;
  await takeTurn(`search:${accountId}:${region}`, searchEveryMs, signal);
  const page = await clients.connect.send(
    new SearchContactsCommand({
      InstanceId: instanceId,
      // Both ends count, and the run before ended with `from`.
      TimeRange: { Type: "DISCONNECT_TIMESTAMP", StartTime: new Date(from.getTime() + 1), EndTime: to },
      MaxResults: Math.min(limit, 100),
      Sort: { FieldName: "DISCONNECT_TIMESTAMP", Order: "DESCENDING" },
    }),
    { abortSignal: AbortSignal.any([signal, AbortSignal.timeout(searchingMs)]) },
  );
  const contacts = (page.Contacts ?? []).flatMap(({ Id, InitiationTimestamp, DisconnectTimestamp }) => {
    const startedAt = InitiationTimestamp ?? DisconnectTimestamp;
    return Id && startedAt ? [{ contactId: Id, startedAt }] : [];
  });
  return { contacts: contacts.slice(0, limit), total: page.TotalCount ?? contacts.length };
}

/** Those that could be opened before the time was over, with the codes of their findings. */
async function openEach(
  tenantId: TenantId,
  contacts: EndedContact[],
  { atOnce, runMs }: ScanBounds,
  signal: AbortSignal,
): Promise<ScannedContact[]> {
  const stopAt = performance.now() + runMs;
  const opened = await mapInParallel(contacts, atOnce, async ({ contactId, startedAt }) => {
    signal.throwIfAborted();
    if (performance.now() > stopAt) return [];
    const trail = await openTrail(tenantId, contactId, signal);
    if (!trail.ok) return [];
    const read = await readForScan(trail.value, signal);
    if (!read) return [];
    const verdict = verdictOf(trail.value, read, new Date());
    await withTenant(tenantId, (db) => recordLook(db, tenantId, trail.value, read, verdict));
    return [{ contactId, startedAt, codes: read.findings.map(({ code }) => code) }];
  });
  return opened.flat();
}
