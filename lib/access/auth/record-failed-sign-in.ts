import { log } from "@/lib/kernel/log";
import type { AuditAction } from "../audit/audit-action";
import { withNobody } from "../tenant/scope";

export type FailedSignIn = Extract<AuditAction, "session:sign-in-failed" | "session:confirm-failed">;

/**
 * A wrong password or code, in the audit log of each tenant of the account, and in the fleet events where it is an
 * operator's. No one waits for it: the time of the answer must not tell whether there is such an account.
 */
export function recordFailedSignIn(
  email: string,
  { action, factor, address }: { action: FailedSignIn; factor: "password" | "code"; address: string },
): void {
  const detail = JSON.stringify({ factor });
  withNobody(
    (db) =>
      db.$queryRaw`SELECT app_record_failed_sign_in(${email}, ${action}, ${detail}::jsonb, ${address})::text`,
  ).catch((error: unknown) => log.error({ err: error }, "a failed sign-in couldn't be recorded"));
}
