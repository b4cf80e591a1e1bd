import { SearchContactsCommand } from "@aws-sdk/client-connect";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import { asContactId, type TenantId } from "@/lib/kernel/ids";
import { mapInParallel } from "@/lib/kernel/in-parallel";
import { log } from "@/lib/kernel/log";
import { arrivingMs } from "@/lib/trail/contact-window";
import { centerOfConnection } from "@/lib/vendors/contact-centers";
import { searchEveryMs, takeTurn } from "../search/request-pace";
import { openTrail } from "../trail/open-trail";
import { integrationOf, recordLook, verdictOf } from "../trail/record-look";
import { type EndedContact, listEndedAtCenter } from "./list-ended-at-center";
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
/** Clocks differ a little, and a contact's last line may be written after its end. */
const settlingSlackMs = 5_000;
/** Late log lines have come by then, so that nothing is called missing that was only late. */
const settlingMs = arrivingMs + settlingSlackMs;
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
  const connection = await withTenant(tenantId, (db) =>
    db.connection.findFirst({
      where: { tenantId, id: connectionId, tenant: { archivedAt: null } },
      select: { kind: true },
    }),
  );
  const center = connection ? centerOfConnection(connection.kind) : undefined;
  if (connection?.kind !== "aws" && !center) return;
  const to = new Date(now.getTime() - settlingMs);
  const since = await withTenant(tenantId, (db) => scannedUntil(db, account));
  const from = new Date(Math.max(since?.getTime() ?? to.getTime() - firstMs, to.getTime() - longestMs));
  if (from >= to) return;
  try {
    const ended = center
      ? await listEndedAtCenter(account, center.center, { from, to, limit: bounds.mostContacts }, signal)
      : await listEnded(account, from, to, bounds.mostContacts, signal);
    const opened = await openEach(tenantId, ended.contacts, bounds, signal, now);
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
    return Id && startedAt ? [{ contactId: asContactId(Id), startedAt }] : [];
  });
  return { contacts: contacts.slice(0, limit), total: page.TotalCount ?? contacts.length };
}

/** Those that could be opened before the time was over, with their findings. */
async function openEach(
  tenantId: TenantId,
  contacts: EndedContact[],
  { atOnce, runMs }: ScanBounds,
  signal: AbortSignal,
  now: Date,
): Promise<ScannedContact[]> {
  const beganAt = performance.now();
  const stopAt = beganAt + runMs;
  const opened = await mapInParallel(contacts, atOnce, async ({ contactId, startedAt }) => {
    signal.throwIfAborted();
    if (performance.now() > stopAt) return [];
    const trail = await openTrail(tenantId, contactId, signal);
    if (!trail.ok) return [];
    const read = await readForScan(trail.value, signal);
    if (!read) return [];
    const verdict = verdictOf(trail.value, read, new Date(now.getTime() + performance.now() - beganAt));
    await withTenant(tenantId, (db) => recordLook(db, tenantId, trail.value, read, verdict));
    const integrationId = integrationOf(trail.value, read);
    return [{ contactId, startedAt, integrationId, findings: read.findings }];
  });
  return opened.flat();
}
