import { z } from "zod";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import { type GuideCheckCode, type GuideCheckResult, guideCheckCodes } from "@/lib/vendors/guide-check";

/** What the vendor's API last showed of a step, and when. */
export interface StoredGuideCheck {
  row: string;
  code: GuideCheckCode;
  detail: string;
  facts: Readonly<Record<string, string>>;
  difference: readonly string[];
  at: Date;
  /** Of what the step asked for then. */
  askedSha256: string;
}

/** A step's result with the print of what it asked for. */
export interface CheckedRow extends GuideCheckResult {
  askedSha256: string;
}

const maxDetail = 600;
const maxLines = 40;

const stored = z.object({
  code: z.enum(guideCheckCodes),
  seen: z.object({
    detail: z.string(),
    facts: z.record(z.string(), z.string()).default({}),
    difference: z.array(z.string()).default([]),
  }),
});

/** Keeps what was seen; an older check takes nothing from a newer one. */
export async function keepGuideChecks(
  db: TenantDatabase,
  { tenantId, integrationId, at }: { tenantId: TenantId; integrationId: IntegrationId; at: Date },
  results: readonly CheckedRow[],
): Promise<void> {
  const newer = await db.guideCheck.findMany({
    where: { integrationId, at: { gt: at } },
    select: { row: true },
  });
  for (const { row, code, detail, facts = {}, difference = [], askedSha256 } of results) {
    if (newer.some((each) => each.row === row)) continue;
    const seen = toJson({
      detail: detail.slice(0, maxDetail),
      facts,
      difference: difference.slice(0, maxLines).map((line) => line.slice(0, maxDetail)),
    });
    const data = { code, seen, at, askedSha256 };
    await db.guideCheck.upsert({
      where: { tenantId_integrationId_row: { tenantId, integrationId, row } },
      create: { tenantId, integrationId, row, ...data },
      update: data,
    });
  }
}

/** A row of another version of the console, with a code that isn't known here, is left out. */
export async function loadGuideChecks(
  db: TenantDatabase,
  integrationId: IntegrationId,
): Promise<StoredGuideCheck[]> {
  const rows = await db.guideCheck.findMany({ where: { integrationId } });
  return rows.flatMap(({ row, at, askedSha256, ...rest }) => {
    const read = stored.safeParse(rest);
    return read.success ? [{ row, at, askedSha256, code: read.data.code, ...read.data.seen }] : [];
  });
}
