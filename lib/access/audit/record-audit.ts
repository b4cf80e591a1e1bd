import type { TenantId } from "@/lib/kernel/ids";
import { redact } from "@/lib/kernel/redact";
import { nameActor, type TenantDatabase } from "../tenant/scope";
import type { Actor } from "./actor";
import type { AuditAction } from "./audit-action";

export type { Actor };

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export interface AuditInput {
  tenantId: TenantId;
  actor: Actor;
  action: AuditAction;
  /** What it was done to: an id or a name. */
  target: string;
  detail?: Json;
}

/**
 * Records who did what, in the same unit of work as the change itself: neither is there without the other.
 * The detail passes the redactor; still, give it no secret and no contact's data. Time, actor, and the link to the event
 * before it are the database's (the migration audit_chain): it takes the actor from the transaction, and a user's name from
 * the account.
 */
export async function recordAudit(db: TenantDatabase, event: AuditInput): Promise<void> {
  await nameActor(db, event.actor);
  await db.$executeRaw`
    INSERT INTO "AuditEvent" ("tenantId", "action", "target", "detail")
    VALUES (${event.tenantId}::uuid, ${event.action}, ${event.target}, ${JSON.stringify(redact(event.detail ?? {}))}::jsonb)`;
}
