import { redact } from "@/lib/kernel/redact";
import type { AuditAction } from "../audit/audit-action";
import type { Actor, Json } from "../audit/record-audit";
import { withUser } from "../tenant/scope";

/**
 * What someone did to their own account ("session:sign-in", "password:change"), or an operator to another's, in the
 * audit log of each tenant whose member that person is: its administrators see it there. What an operator did, or what
 * was done to one, is a fleet event as well.
 */
export async function recordAccountEvent(
  actor: Actor & { userId: string },
  action: AuditAction,
  { userId = actor.userId, detail = {} }: { userId?: string; detail?: Json } = {},
): Promise<void> {
  const details = JSON.stringify(redact(detail));
  await withUser(
    actor.userId,
    (db) => db.$queryRaw`
      SELECT app_record_account_event(
        ${userId}::uuid, ${actor.name}, ${action}, ${details}::jsonb, ${actor.address ?? null})::text`,
  );
}
