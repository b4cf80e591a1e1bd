import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { config } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";

// Recomputes the audit log's hashes outside the database, because a function that was changed there would agree with
// itself.

const pageSize = 1_000;
const statementMs = 10 * 60_000;

/** What is wrong with the first row that is. */
export type AuditFault = "changed" | "removed" | "not-linked" | "link-missing" | "cut-off" | "counted-anew";

/** Earlier results, by tenant slug: only they show that a chain was cut at its end or recomputed. */
export type EarlierLook = ReadonlyMap<string, { intact: number; lastHash: string }>;

export interface VerifiedTenant {
  tenantId: TenantId | "gone";
  slug: string;
  /** Events that were found to be as they were written. */
  intact: number;
  /** The last one's hash, to keep somewhere else: a chain that was cut at its end still fits together. */
  lastHash: string | undefined;
  broken: { fault: AuditFault; position: string; eventId: string } | undefined;
}

interface LinkRow {
  position: string;
  eventId: string;
  hash: string;
  /** As text, as the trigger hashed them; `id` is null when the event is gone. */
  id: string | null;
  at: string;
  actorId: string | null;
  actorName: string;
  action: string;
  target: string;
  detail: string;
  address: string | null;
}

function hashedField(value: string | null): string {
  return value === null ? "-" : `${Buffer.byteLength(value)}:${value}`;
}

function hashOf(before: string, tenantId: TenantId, row: LinkRow): string {
  const { position, eventId, at, actorId, actorName, action, target, detail, address } = row;
  const fields = [
    before,
    tenantId,
    position,
    eventId,
    at,
    actorId,
    actorName,
    action,
    target,
    detail,
    address,
  ];
  return createHash("sha256").update(fields.map(hashedField).join("")).digest("hex");
}

async function verifyTenant(
  client: pg.Client,
  { tenantId, slug }: { tenantId: TenantId; slug: string },
  earlier: EarlierLook,
): Promise<VerifiedTenant> {
  const known = earlier.get(slug);
  let intact = 0;
  let before = "";
  const ended = (broken?: VerifiedTenant["broken"]): VerifiedTenant => ({
    ...{ tenantId, slug, intact, broken },
    lastHash: before || undefined,
  });
  for (;;) {
    const { rows } = await client.query<LinkRow>(
      `SELECT l."position"::text, l."eventId"::text, l."hash", e."id"::text,
              to_char(e."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "at",
              e."actorId"::text, e."actorName", e."action", e."target", e."detail"::text, e."address"
         FROM "AuditLink" l LEFT JOIN "AuditEvent" e ON e."tenantId" = l."tenantId" AND e."id" = l."eventId"
        WHERE l."tenantId" = $1 AND l."position" > $2 ORDER BY l."position" LIMIT ${pageSize}`,
      [tenantId, intact],
    );
    for (const row of rows) {
      const { position, eventId } = row;
      const found = (fault: AuditFault) => ended({ fault, position, eventId });
      if (position !== String(intact + 1)) return found("link-missing");
      if (row.id === null) return found("removed");
      if (row.hash !== hashOf(before, tenantId, row)) return found("changed");
      if (known?.intact === intact + 1 && known.lastHash !== row.hash) return found("counted-anew");
      before = row.hash;
      intact += 1;
    }
    if (rows.length < pageSize) break;
  }
  if (known && intact < known.intact) {
    return ended({ fault: "cut-off", position: String(known.intact), eventId: "unknown" });
  }
  const { rows: loose } = await client.query<{ id: string }>(
    `SELECT e."id"::text FROM "AuditEvent" e
      WHERE e."tenantId" = $1 AND NOT EXISTS (
        SELECT FROM "AuditLink" l WHERE l."tenantId" = e."tenantId" AND l."eventId" = e."id")
      ORDER BY e."id" LIMIT 1`,
    [tenantId],
  );
  const [event] = loose;
  return ended(event && { fault: "not-linked", position: String(intact + 1), eventId: event.id });
}

/** Looks at every tenant's audit log as it is at one moment, also while people work. Changes nothing. */
export async function verifyAudit(
  databaseUrl = config().databaseUrl,
  earlier: EarlierLook = new Map(),
): Promise<VerifiedTenant[]> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    options: `-c app.upkeep=on -c statement_timeout=${statementMs}`,
  });
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const { rows } = await client.query<{ id: TenantId; slug: string }>(
      'SELECT "id", "slug" FROM "Tenant" ORDER BY "slug"',
    );
    const verified: VerifiedTenant[] = [];
    for (const { id: tenantId, slug } of rows)
      verified.push(await verifyTenant(client, { tenantId, slug }, earlier));
    return [...verified, ...listGone(earlier, rows)];
  } finally {
    await client.end();
  }
}

/** Tenants that an earlier look saw, with events, and that aren't there anymore. */
function listGone(earlier: EarlierLook, tenants: readonly { slug: string }[]): VerifiedTenant[] {
  const slugs = new Set(tenants.map(({ slug }) => slug));
  return [...earlier].flatMap(([slug, { intact }]) => {
    const broken = { fault: "cut-off" as const, position: String(intact), eventId: "unknown" };
    return slugs.has(slug)
      ? []
      : [{ tenantId: "gone" as const, slug, intact: 0, lastHash: undefined, broken }];
  });
}

const sayFault: Record<AuditFault, string> = {
  changed: "was changed, or the events before it were",
  removed: "was removed",
  "not-linked": "was inserted without a link",
  "link-missing": "follows a gap",
  "cut-off": "was there before, and the end of the audit log is missing",
  "counted-anew": "has a different hash than before",
};

function describe({ slug, intact, lastHash, broken }: VerifiedTenant): string {
  const events = intact === 1 ? "1 event" : `${intact} events`;
  if (!broken) return `${slug}: ${events}, intact${lastHash ? `, last ${lastHash}` : ""}`;
  const { fault, position, eventId } = broken;
  return `${slug}: BROKEN after ${events}: event ${eventId} (position ${position}) ${sayFault[fault]}`;
}

/** The lines of what this printed earlier. */
export function parseEarlierLook(text: string): EarlierLook {
  const found = text.matchAll(/^(\S+): (\d+) events?, intact, last ([0-9a-f]{64})$/gm);
  return new Map(
    [...found].map(([, slug = "", intact, lastHash = ""]) => [slug, { intact: Number(intact), lastHash }]),
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  verifyAudit(undefined, parseEarlierLook(process.argv[2] ? readFileSync(process.argv[2], "utf8") : ""))
    .then((verified) => {
      for (const tenant of verified) process.stdout.write(`${describe(tenant)}\n`);
      process.exitCode = verified.some(({ broken }) => broken) ? 1 : 0;
    })
    .catch((error: unknown) => {
      process.stderr.write(
        `The audit log couldn't be read: ${error instanceof Error ? error.message : String(error)}\n`,
      );
      process.exitCode = 2;
    });
}
