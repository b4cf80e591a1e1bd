import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { ContactId, IntegrationId, TenantId } from "@/lib/kernel/ids";
import type { Trail } from "@/lib/trail/event";
import type { Verdict } from "@/lib/trail/judge-trail";
import { hasPassingFailure } from "@/lib/trail/passing-failures";
import { laterLook, parseSeenAccount, type SeenAccount } from "@/lib/trail/seen-account";
import { keepFindings } from "../scan/scan-store";

/** What somebody saw of the account who looked at the contact earlier. */
export interface EarlierLook {
  account: SeenAccount;
  seenAt: Date;
  /** Nothing more could arrive by then. */
  isSettled: boolean;
  /** What was found then; empty before it was settled. */
  codes: string[];
  /** Everything could be read then, and what was found is still known. */
  isWhole: boolean;
}

export async function loadEarlierLook(
  db: TenantDatabase,
  { connectionId, contactId }: { connectionId: string; contactId: ContactId },
): Promise<EarlierLook | undefined> {
  const row = await db.contactLook.findFirst({ where: { connectionId, contactId } });
  const account = row === null ? undefined : parseSeenAccount(row.account);
  if (!row || !account) return undefined;
  const { seenAt, isSettled } = row;
  const found = isSettled ? await db.contactFinding.findMany({ where: { connectionId, contactId } }) : [];
  const isWhole = isSettled && (row.verdict === "healthy" || found.length > 0);
  return { account, seenAt, isSettled, isWhole, codes: found.map(({ code }) => code).sort() };
}

/** What a look came to, for lists. */
export interface LookMark {
  verdict: string;
  isSettled: boolean;
  /** The integration that had the contact. */
  integrationId: string | null;
}

/** What was kept of looks at these contacts, by their ids. */
export async function loadLookMarks(
  db: TenantDatabase,
  { connectionId }: { connectionId: string },
  contactIds: readonly ContactId[],
): Promise<Map<ContactId, LookMark>> {
  const rows = await db.contactLook.findMany({
    where: { connectionId, contactId: { in: [...contactIds] } },
    select: { contactId: true, verdict: true, isSettled: true, integrationId: true },
  });
  return new Map(rows.map(({ contactId, ...mark }) => [contactId, mark]));
}

export interface Look {
  tenantId: TenantId;
  connectionId: string;
  trail: Trail;
  verdict: Verdict;
  /** When the contact began. */
  beganAt: Date;
  /** The integration that had it. */
  integrationId: IntegrationId | undefined;
}

/**
 * Keeps what the look came to, and what of the account it rested on. The first look's account stays, and once nothing
 * more can arrive the verdict stays with it: a mended account or a log that has been forgotten since changes neither. What
 * could not be read then may be read later.
 */
export async function keepLook(
  db: TenantDatabase,
  { tenantId, connectionId, trail, verdict, beganAt, integrationId }: Look,
  now = new Date(),
): Promise<void> {
  const { contactId, facts, sources } = trail;
  const isRecordRead = sources.some(({ isRecord, state }) => isRecord && state === "ok");
  if (!facts?.account || !isRecordRead) return;
  const id = { tenantId, connectionId, contactId };
  const kept = await db.contactLook.findFirst({ where: { connectionId, contactId } });
  if (kept?.isSettled && !(kept.verdict === "partly-read" && verdict.kind !== "partly-read")) return;
  const seen: SeenAccount = { ...facts.account, missingLogs: missingLogsOf(trail) };
  const first = kept === null ? undefined : parseSeenAccount(kept.account);
  const isSettled = verdict.isSettled && !hasPassingFailure(sources);
  const data = {
    ...{ integrationId: integrationId ?? null, beganAt, verdict: verdict.kind },
    account: first === undefined ? seen : kept?.isSettled ? first : laterLook(first, seen),
    isSettled: isSettled || (kept?.isSettled ?? false),
  };
  await db.contactLook.upsert({
    where: { tenantId_connectionId_contactId: id },
    create: { ...id, ...data, seenAt: now },
    update: data,
  });
  if (data.isSettled) {
    const { findings } = trail;
    const looked = { contactId, startedAt: beganAt, integrationId, findings };
    await keepFindings(db, { tenantId, connectionId }, [looked], now);
  }
}

function missingLogsOf({ sources }: Trail): string[] {
  return sources.flatMap((source) =>
    source.state === "failed" && source.problem.code === "log-group-missing" ? [source.source] : [],
  );
}
