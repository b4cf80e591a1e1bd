import { z } from "zod";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { IntegrationId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import { guideCheckCodes } from "@/lib/vendors/guide-check";
import { type SeenPublication, seenPublicationStates } from "@/lib/vendors/guide-publication";
import { type PublicationStatus, publicationStatuses } from "./publication-status";

const problem = z.object({ code: z.string(), sentence: z.string(), wayOut: z.string() });

const seenPublication = z.object({
  state: z.enum(seenPublicationStates),
  id: z.string().optional(),
  requestedAt: z.string().optional(),
  changedAt: z.string().optional(),
  parts: z.array(z.object({ kind: z.string(), state: z.string() })),
});

const pendingChanges = z.object({
  since: z.string().optional(),
  newestAt: z.string().optional(),
  total: z.number(),
  isWhole: z.boolean(),
  showsNewest: z.boolean().default(false),
  kinds: z.array(z.object({ kind: z.string(), count: z.number() })),
  /** None anymore once the publication has ended. */
  authors: z.array(z.object({ email: z.string(), count: z.number() })).default([]),
});

/** What was seen of a row of the guide: its code, and a print of all that tells it from another state of the same code. */
const plannedRow = z.object({ row: z.string(), code: z.enum(guideCheckCodes), sha256: z.string() });
export type PlannedRow = z.infer<typeof plannedRow>;

const publicationPlan = z.object({
  target: z.object({ id: z.string(), name: z.string() }),
  rows: z.array(plannedRow),
  changes: z.union([z.object({ known: pendingChanges }), z.object({ unread: problem })]),
  last: seenPublication,
});
export type PublicationPlan = z.infer<typeof publicationPlan>;

const publicationOutcome = z.object({
  problem: problem.optional(),
  seen: seenPublication.optional(),
  /** Why the vendor's state of it couldn't be read in the end. */
  unread: problem.optional(),
  /** ISO time of a publication that the vendor's log shows, where its state shows none of ours. */
  loggedAt: z.string().optional(),
});
export interface PublicationOutcome {
  problem?: Problem | undefined;
  seen?: SeenPublication | undefined;
  unread?: Problem | undefined;
  loggedAt?: string | undefined;
}

export interface StoredPublication {
  id: string;
  integrationId: IntegrationId;
  row: string;
  status: PublicationStatus;
  plan: PublicationPlan;
  plannedBy: string;
  plannedAt: Date;
  comment: string | undefined;
  approvedBy: string | undefined;
  approvedAt: Date | undefined;
  before: SeenPublication | undefined;
  outcome: PublicationOutcome;
  endedAt: Date | undefined;
}

/** undefined for one that doesn't exist, and for one that this version of the console can't read. */
export async function loadPublication(
  db: TenantDatabase,
  id: string,
): Promise<StoredPublication | undefined> {
  const row = await db.guidePublication.findFirst({ where: { id } });
  return row === null ? undefined : parsePublication(row);
}

/** Those of an integration, newest first. */
export async function listPublications(
  db: TenantDatabase,
  integrationId: IntegrationId,
): Promise<StoredPublication[]> {
  const rows = await db.guidePublication.findMany({
    where: { integrationId },
    orderBy: { plannedAt: "desc" },
    take: 50,
  });
  return rows.flatMap((row) => parsePublication(row) ?? []);
}

type Row = NonNullable<Awaited<ReturnType<TenantDatabase["guidePublication"]["findFirst"]>>>;

function parsePublication(row: Row): StoredPublication | undefined {
  const status = publicationStatuses.find((each) => each === row.status);
  const plan = publicationPlan.safeParse(row.plan);
  const outcome = publicationOutcome.safeParse(row.outcome ?? {});
  const before = seenPublication.optional().safeParse(row.before ?? undefined);
  if (status === undefined || !plan.success || !outcome.success || !before.success) return undefined;
  const { id, integrationId, plannedBy, plannedAt } = row;
  return {
    ...{ id, integrationId, row: row.row, status, plannedBy, plannedAt },
    ...{ plan: plan.data, outcome: outcome.data, before: before.data },
    comment: row.comment ?? undefined,
    approvedBy: row.approvedBy ?? undefined,
    approvedAt: row.approvedAt ?? undefined,
    endedAt: row.endedAt ?? undefined,
  };
}
