import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { parseProblem } from "@/lib/engine/stored-plan";
import type { ContactId, IntegrationId, TenantId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import type { Finding } from "@/lib/trail/event";
import { Prisma } from "@/prisma/generated/client";

/** How long findings and what was scanned are kept. */
export const keptDays = 30;
/** How long it is kept what an account was like for a contact, and what the look came to. */
export const keptLookDays = 180;

/** What the background scan covered of a stretch of time. */
export interface ScanCoverage {
  /** Contacts that ended between these were counted; ISO 8601. */
  from: string;
  to: string;
  /** How many were opened, of how many. */
  opened: number;
  listed: number;
  /** Why the newest run failed, when it did. */
  problem?: Problem;
}

interface Account {
  tenantId: TenantId;
  connectionId: string;
}

/** Of the contacts that began in a stretch of time: what was looked through. undefined when nothing was. */
export async function loadCoverage(
  db: TenantDatabase,
  { tenantId, connectionId }: Account,
  time: { from: Date; to: Date },
): Promise<ScanCoverage | undefined> {
  const rows = await db.contactScan.findMany({
    where: { tenantId, connectionId, toAt: { gt: time.from }, fromAt: { lt: time.to } },
    orderBy: { toAt: "asc" },
  });
  const read = rows.filter(({ problem }) => problem === null);
  const [first, last] = [read[0], read.at(-1)];
  const failed = rows.findLast(({ problem }) => problem !== null)?.problem;
  const told = parseProblem(failed);
  const problem = told === undefined ? {} : { problem: told };
  if (!first || !last) {
    const moment = rows[0]?.fromAt.toISOString();
    return moment ? { from: moment, to: moment, opened: 0, listed: 0, ...problem } : undefined;
  }
  return {
    from: first.fromAt.toISOString(),
    to: last.toAt.toISOString(),
    opened: read.reduce((sum, row) => sum + row.contacts, 0),
    listed: read.reduce((sum, row) => sum + row.listed, 0),
    ...problem,
  };
}

/** One thing that was found wrong with a contact. */
export interface FindingMark {
  code: string;
  /** undefined where it was found by a console that didn't keep it. */
  severity: Finding["severity"] | undefined;
}

/** What was found wrong with these contacts; the order says nothing. */
export async function loadMarks(
  db: TenantDatabase,
  { tenantId, connectionId }: Account,
  contactIds: ContactId[],
): Promise<Map<string, FindingMark[]>> {
  const rows = await db.contactFinding.findMany({
    where: { tenantId, connectionId, contactId: { in: contactIds } },
    select: { contactId: true, code: true, severity: true },
    orderBy: { code: "asc" },
  });
  const marks = new Map<string, FindingMark[]>();
  for (const { contactId, code, severity: kept } of rows) {
    const severity = kept === "bad" || kept === "attention" ? kept : undefined;
    marks.set(contactId, [...(marks.get(contactId) ?? []), { code, severity }]);
  }
  return marks;
}

export interface FoundContact {
  contactId: ContactId;
  at: Date;
}

/** Contacts with findings that began in a stretch of time, the newest first, from behind the last one of the page before. */
export async function listFound(
  db: TenantDatabase,
  { tenantId, connectionId }: Account,
  time: { from: Date; to: Date },
  page: { after: FoundContact | undefined; limit: number },
): Promise<FoundContact[]> {
  const { after, limit } = page;
  const behind: Prisma.ContactFindingWhereInput = after
    ? { OR: [{ at: { lt: after.at } }, { at: after.at, contactId: { lt: after.contactId } }] }
    : {};
  return db.contactFinding.findMany({
    where: { AND: [{ tenantId, connectionId, at: { gte: time.from, lte: time.to } }, behind] },
    select: { contactId: true, at: true },
    distinct: ["contactId", "at"],
    orderBy: [{ at: "desc" }, { contactId: "desc" }],
    take: limit,
  });
}

/** Until when the account was looked through; undefined when it never was. */
export async function scannedUntil(
  db: TenantDatabase,
  { tenantId, connectionId }: Account,
): Promise<Date | undefined> {
  const row = await db.contactScan.findFirst({
    where: { tenantId, connectionId, problem: { equals: Prisma.DbNull } },
    select: { toAt: true },
    orderBy: { toAt: "desc" },
  });
  return row?.toAt;
}

/** The background scan comes every few minutes: who asks for findings sees newer calls than that. */
const freshMs = 90_000;

/**
 * Whether contacts of a period that ends then may have ended without a scan since. Where nothing is deployed no scan is
 * worth its requests. Pure.
 */
export function isBehind(until: Date | undefined, end: Date, isDeployed: boolean, now = new Date()): boolean {
  const wantedMs = Math.min(end.getTime(), now.getTime() - freshMs);
  return isDeployed && (until?.getTime() ?? 0) < wantedMs;
}

/** How far scanning has come since somebody asked for it. */
export interface ScanProgress {
  /** Every contact that ended until then was counted, and opened within a run's bounds: ISO 8601. */
  until: string | undefined;
  /** How many findings were kept since then. */
  found: number;
  /** Why the newest run failed, when it did. */
  problem?: Problem;
}

/** Two counts by index, cheap enough to be asked every few seconds. */
export async function loadScanProgress(
  db: TenantDatabase,
  { tenantId, connectionId }: Account,
  since: Date,
): Promise<ScanProgress> {
  const until = await scannedUntil(db, { tenantId, connectionId });
  const found = await db.contactFinding.count({
    where: { tenantId, connectionId, seenAt: { gte: since } },
  });
  const failed = await db.contactScan.findFirst({
    where: { tenantId, connectionId, problem: { not: Prisma.DbNull }, ranAt: { gte: since } },
    select: { problem: true },
  });
  const problem = parseProblem(failed?.problem);
  return { until: until?.toISOString(), found, ...(problem && { problem }) };
}

/** One contact that was opened. */
export interface ScannedContact {
  contactId: ContactId;
  startedAt: Date;
  /** The integration that had it. */
  integrationId: IntegrationId | undefined;
  findings: readonly Pick<Finding, "code" | "severity">[];
}

export interface ScanRun extends Account {
  /** What `scannedUntil` said when the run began. */
  since: Date | undefined;
  from: Date;
  to: Date;
  opened: ScannedContact[];
  listed: number;
}

/**
 * Keeps what a run found. The runs of one day become one row, so that a year of five minutes is no heap. A contact that
 * is opened again has the findings of the last time; what is older than 30 days goes.
 */
export async function recordScan(db: TenantDatabase, run: ScanRun, now = new Date()): Promise<void> {
  const { tenantId, connectionId, from, to, opened, listed } = run;
  const account = { tenantId, connectionId };
  // Another run was quicker over the same time: its counts stand.
  if ((await scannedUntil(db, account))?.getTime() !== run.since?.getTime()) return;
  await keepFindings(db, account, opened, now);
  await db.contactScan.deleteMany({ where: { ...account, problem: { not: Prisma.DbNull } } });
  const last = await db.contactScan.findFirst({ where: account, orderBy: { toAt: "desc" } });
  const goesOn = last?.toAt.getTime() === from.getTime() && dayOf(last.toAt) === dayOf(to);
  if (last && goesOn) {
    await db.contactScan.update({
      where: { tenantId_id: { tenantId, id: last.id } },
      data: {
        toAt: to,
        contacts: { increment: opened.length },
        listed: { increment: listed },
        ranAt: now,
      },
    });
  } else {
    await db.contactScan.create({
      data: { ...account, fromAt: from, toAt: to, contacts: opened.length, listed, ranAt: now },
    });
  }
  const before = (days: number) => new Date(now.getTime() - days * 24 * 3_600_000);
  const tooOld = before(keptDays);
  await db.contactLook.deleteMany({ where: { tenantId, seenAt: { lt: before(keptLookDays) } } });
  await db.contactFinding.deleteMany({ where: { tenantId, seenAt: { lt: tooOld } } });
  await db.contactScan.deleteMany({ where: { tenantId, toAt: { lt: tooOld } } });
}

/** What was found wrong with these contacts takes the place of what was found before. */
export async function keepFindings(
  db: TenantDatabase,
  { tenantId, connectionId }: Account,
  opened: readonly ScannedContact[],
  now: Date,
): Promise<void> {
  const account = { tenantId, connectionId };
  await db.contactFinding.deleteMany({
    where: { ...account, contactId: { in: opened.map(({ contactId }) => contactId) } },
  });
  await db.contactFinding.createMany({
    data: opened.flatMap(({ contactId, startedAt, integrationId = null, findings }) =>
      worstOfEach(findings).map(([code, severity]) => ({
        ...{ ...account, contactId, integrationId, code, severity },
        ...{ at: startedAt, seenAt: now },
      })),
    ),
    // Two looks at once find the same.
    skipDuplicates: true,
  });
}

/** A trail may have one code more than once: the worst of it counts. */
function worstOfEach(findings: ScannedContact["findings"]): [code: string, severity: Finding["severity"]][] {
  const worst = new Map<string, Finding["severity"]>();
  for (const { code, severity } of findings) if (worst.get(code) !== "bad") worst.set(code, severity);
  return [...worst];
}

/** Notes that an account could not be read; the next run tries the same time again, and one row says so until it works. */
export async function recordScanFailure(
  db: TenantDatabase,
  { tenantId, connectionId, from, to, problem }: Account & { from: Date; to: Date; problem: Problem },
): Promise<void> {
  await db.contactScan.deleteMany({ where: { tenantId, connectionId, problem: { not: Prisma.DbNull } } });
  const { code, sentence, wayOut } = problem;
  await db.contactScan.create({
    data: {
      tenantId,
      connectionId,
      fromAt: from,
      toAt: to,
      contacts: 0,
      listed: 0,
      problem: { code, sentence, wayOut },
    },
  });
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
