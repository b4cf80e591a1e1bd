import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { ContactId, IntegrationId, TenantId } from "@/lib/kernel/ids";
import { Prisma } from "@/prisma/generated/client";
import { type Issue, type IssueKey, type IssueState, nameIssueKey, noIntegration } from "./issue";

export type IssueFilter = "unresolved" | "resolved" | "all";

export interface IssuePage {
  issues: Issue[];
  /** More of them come behind this page. */
  hasMore: boolean;
}

interface Wanted {
  /** "unresolved" when absent. */
  filter?: IssueFilter;
  integrationId?: IntegrationId;
  /** Only issues of integrations that there are: none of deleted ones, and none of contacts that went through none. */
  hasIntegration?: true;
  limit?: number;
  offset?: number;
}

/** At most, of one page. */
const maxIssues = 50;
const dayMs = 24 * 3_600_000;

/**
 * The tenant's issues, the worst first: unresolved before resolved, failures before what only needs attention, then by the
 * calls of the last 24 hours, by all calls, and by the last one. One query over the stored findings, at most 50 issues.
 */
export async function listIssues(
  db: TenantDatabase,
  tenantId: TenantId,
  wanted: Wanted = {},
  now = new Date(),
): Promise<IssuePage> {
  const { filter = "unresolved", integrationId, offset = 0 } = wanted;
  const limit = Math.min(wanted.limit ?? maxIssues, maxIssues);
  const where = Prisma.sql`
    ${integrationId === undefined ? Prisma.empty : Prisma.sql`AND ${ofIntegration(integrationId)}`}
    ${wanted.hasIntegration ? ofLiving : Prisma.empty}`;
  const rows = await selectIssues(db, tenantId, {
    where,
    having: havingOf[filter],
    page: Prisma.sql`LIMIT ${limit + 1} OFFSET ${Math.max(0, offset)}`,
    now,
  });
  return { issues: rows.slice(0, limit).map(issueOf), hasMore: rows.length > limit };
}

/** undefined when no stored call shows it. */
export async function loadIssue(
  db: TenantDatabase,
  tenantId: TenantId,
  key: IssueKey,
  now = new Date(),
): Promise<Issue | undefined> {
  const rows = await selectIssues(db, tenantId, {
    where: Prisma.sql`AND ${ofIssue(key)}`,
    having: Prisma.empty,
    page: Prisma.sql`LIMIT 1`,
    now,
  });
  return rows[0] && issueOf(rows[0]);
}

/** Some issues of one integration by their codes, in no order; at most as many as there are codes. */
export async function findIssues(
  db: TenantDatabase,
  tenantId: TenantId,
  { integrationId, codes }: { integrationId: IntegrationId; codes: readonly string[] },
  now = new Date(),
): Promise<Issue[]> {
  if (codes.length === 0) return [];
  const rows = await selectIssues(db, tenantId, {
    where: Prisma.sql`AND f."code" = ANY(${codes}) AND ${ofIntegration(integrationId)}`,
    having: Prisma.empty,
    page: Prisma.sql`LIMIT ${codes.length}`,
    now,
  });
  return rows.map(issueOf);
}

export interface IssueContact {
  contactId: ContactId;
  /** When the contact began. */
  at: Date;
}

/** The contacts of an issue, the newest first, from behind the last one of the page before; at most 100. */
export async function listIssueContacts(
  db: TenantDatabase,
  tenantId: TenantId,
  key: IssueKey,
  { after, limit = 20 }: { after?: IssueContact | undefined; limit?: number } = {},
): Promise<{ contacts: IssueContact[]; next: IssueContact | undefined }> {
  const taken = Math.min(limit, 100);
  const integrationId = key.integrationId === noIntegration ? null : key.integrationId;
  const behind: Prisma.ContactFindingWhereInput = after
    ? { OR: [{ at: { lt: after.at } }, { at: after.at, contactId: { lt: after.contactId } }] }
    : {};
  const rows = await db.contactFinding.findMany({
    where: { AND: [{ tenantId, code: key.code, integrationId }, behind] },
    select: { contactId: true, at: true },
    orderBy: [{ at: "desc" }, { contactId: "desc" }],
    take: taken + 1,
  });
  const contacts = rows.slice(0, taken);
  return { contacts, next: rows.length > taken ? contacts.at(-1) : undefined };
}

/** A chart's bars: so many stretches of time, the last of which ends now. */
export interface ChartSpan {
  bars: number;
  barMs: number;
}

export const chartSpans = {
  day: { bars: 24, barMs: 3_600_000 },
  month: { bars: 30, barMs: dayMs },
} as const satisfies Record<string, ChartSpan>;

/** Calls of each issue by when they began, the oldest stretch first. Keys of the map: `nameIssueKey`. */
export async function countOverTime(
  db: TenantDatabase,
  tenantId: TenantId,
  keys: readonly IssueKey[],
  { bars, barMs }: ChartSpan,
  now = new Date(),
): Promise<Map<string, number[]>> {
  const counts = new Map(keys.map((key) => [nameIssueKey(key), new Array<number>(bars).fill(0)]));
  if (keys.length === 0) return counts;
  const codes = [...new Set(keys.map(({ code }) => code))];
  const from = new Date(now.getTime() - bars * barMs);
  const rows = await db.$queryRaw<(IssueKey & { ago: number; calls: number })[]>`
    SELECT ${ownerOf} AS "integrationId", f."code", count(*)::int AS calls,
           floor(extract(epoch FROM ${now}::timestamptz - f."at") / ${barMs / 1000}::float8)::int AS ago
      FROM "ContactFinding" f
     WHERE f."tenantId" = ${tenantId}::uuid AND f."code" = ANY(${codes})
       AND f."at" > ${from}::timestamptz AND f."at" <= ${now}::timestamptz
     GROUP BY 1, 2, 4`;
  for (const { ago, calls, ...key } of rows) {
    const own = counts.get(nameIssueKey(key));
    if (own && ago >= 0 && ago < bars) own[bars - 1 - ago] = calls;
  }
  return counts;
}

interface IssueRow extends IssueKey {
  contacts: number;
  contactsLastDay: number;
  contactsSince: number;
  firstAt: Date;
  lastAt: Date;
  isBad: boolean | null;
  deploymentId: string | null;
  fixedAt: Date | null;
  resolvedAt: Date | null;
  resolvedByName: string | null;
}

const ownerOf = Prisma.sql`coalesce(f."integrationId", ${noIntegration}::uuid)`;

const havingOf: Record<IssueFilter, Prisma.Sql> = {
  unresolved: Prisma.sql`HAVING r."fixedAt" IS NULL OR max(f."at") > r."fixedAt"`,
  resolved: Prisma.sql`HAVING max(f."at") <= r."fixedAt"`,
  all: Prisma.empty,
};

function ofIntegration(integrationId: IntegrationId): Prisma.Sql {
  return integrationId === noIntegration
    ? Prisma.sql`f."integrationId" IS NULL`
    : Prisma.sql`f."integrationId" = ${integrationId}::uuid`;
}

const ofLiving = Prisma.sql`AND EXISTS (
  SELECT FROM "Integration" i WHERE i."tenantId" = f."tenantId" AND i."id" = f."integrationId")`;

function ofIssue({ integrationId, code }: IssueKey): Prisma.Sql {
  return Prisma.sql`f."code" = ${code} AND ${ofIntegration(integrationId)}`;
}

function selectIssues(
  db: TenantDatabase,
  tenantId: TenantId,
  { where, having, page, now }: { where: Prisma.Sql; having: Prisma.Sql; page: Prisma.Sql; now: Date },
): Promise<IssueRow[]> {
  const lastDay = new Date(now.getTime() - dayMs);
  return db.$queryRaw<IssueRow[]>`
    SELECT ${ownerOf} AS "integrationId", f."code",
           count(*)::int AS contacts,
           (count(*) FILTER (WHERE f."at" > ${lastDay}::timestamptz))::int AS "contactsLastDay",
           (count(*) FILTER (WHERE f."at" > r."fixedAt"))::int AS "contactsSince",
           min(f."at") AS "firstAt", max(f."at") AS "lastAt", bool_or(f."severity" = 'bad') AS "isBad",
           r."deploymentId", r."fixedAt", r."resolvedAt", r."resolvedByName"
      FROM "ContactFinding" f
      LEFT JOIN "IssueResolution" r
        ON r."tenantId" = f."tenantId" AND r."code" = f."code" AND r."integrationId" = ${ownerOf}
     WHERE f."tenantId" = ${tenantId}::uuid ${where}
     GROUP BY f."integrationId", f."code", r."tenantId", r."integrationId", r."code"
     ${having}
     ORDER BY (r."fixedAt" IS NULL OR max(f."at") > r."fixedAt") DESC, bool_or(f."severity" = 'bad') DESC NULLS LAST,
              4 DESC, 3 DESC, max(f."at") DESC, f."code", f."integrationId"
     ${page}`;
}

function issueOf(row: IssueRow): Issue {
  const { integrationId, code, contacts, contactsLastDay, firstAt, lastAt, isBad } = row;
  const severity = isBad === null ? undefined : isBad ? "bad" : "attention";
  return { integrationId, code, severity, contacts, contactsLastDay, firstAt, lastAt, state: stateOf(row) };
}

function stateOf(row: IssueRow): IssueState {
  const { deploymentId, fixedAt, resolvedAt, resolvedByName, contactsSince } = row;
  if (fixedAt === null || resolvedAt === null || resolvedByName === null) return { kind: "open" };
  const resolution = { deploymentId: deploymentId ?? undefined, fixedAt, resolvedAt, resolvedByName };
  return contactsSince > 0
    ? { kind: "regressed", resolution, contactsSince }
    : { kind: "resolved", resolution };
}
