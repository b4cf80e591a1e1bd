import type { TenantDatabase, TenantId } from "@/lib/access/tenant/scope";
import type { Trail } from "@/lib/trail/event";
import type { Verdict } from "@/lib/trail/judge-trail";
import { hasPassingFailure } from "@/lib/trail/passing-failures";
import { laterLook, readSeenAccount, type SeenAccount } from "@/lib/trail/seen-account";
import { keepFindings } from "../scan/scan-store";

/** What somebody saw of the account who looked at the contact earlier. */
export interface EarlierLook {
  account: SeenAccount;
  seenAt: Date;
  /** Nothing more could arrive by then. */
  isSettled: boolean;
}

export async function readEarlierLook(
  db: TenantDatabase,
  { connectionId, contactId }: { connectionId: string; contactId: string },
): Promise<EarlierLook | undefined> {
  const row = await db.contactLook.findFirst({ where: { connectionId, contactId } });
  const account = row === null ? undefined : readSeenAccount(row.account);
  return row && account ? { account, seenAt: row.seenAt, isSettled: row.isSettled } : undefined;
}

export interface Look {
  tenantId: TenantId;
  connectionId: string;
  trail: Trail;
  verdict: Verdict;
  /** When the contact began. */
  beganAt: Date;
  /** The integration that had it. */
  integrationId: string | undefined;
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
  const isRecordRead = sources.some(({ source, state }) => source === "contact-record" && state === "ok");
  if (!facts?.account || !isRecordRead) return;
  const id = { tenantId, connectionId, contactId };
  const kept = await db.contactLook.findFirst({ where: { connectionId, contactId } });
  if (kept?.isSettled && !(kept.verdict === "partly-read" && verdict.kind !== "partly-read")) return;
  const seen: SeenAccount = { ...facts.account, missingLogs: missingLogsOf(trail) };
  const first = kept === null ? undefined : readSeenAccount(kept.account);
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
    const codes = trail.findings.map(({ code }) => code);
    await keepFindings(db, { tenantId, connectionId }, [{ contactId, startedAt: beganAt, codes }], now);
  }
}

function missingLogsOf({ sources }: Trail): string[] {
  return sources.flatMap((source) =>
    source.state === "failed" && source.problem.code === "log-group-missing" ? [source.source] : [],
  );
}
