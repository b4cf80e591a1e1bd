import type { Actor } from "@/lib/audit/actor";
import { redact } from "@/lib/secrets/redact";
import type { TenantDatabase, TenantId } from "@/lib/tenant/scope";
import type { Prisma } from "@/prisma/generated/client";

export type { Actor };

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export interface AuditInput {
  tenantId: TenantId;
  actor: Actor;
  /** "deployment:approve", "contact:open", "secret:reveal" */
  action: string;
  /** What it was done to: an id or a name. */
  target: string;
  detail?: Json;
}

/**
 * Records who did what, in the same unit of work as the change itself: neither is there without the other.
 * The detail passes the redactor; still, give it no secret and no contact's data.
 */
export async function recordAudit(db: TenantDatabase, event: AuditInput): Promise<void> {
  await db.auditEvent.create({
    data: {
      tenantId: event.tenantId,
      actorId: event.actor.userId ?? null,
      actorName: event.actor.name,
      address: event.actor.address ?? null,
      action: event.action,
      target: event.target,
      detail: redact(event.detail ?? {}) as Prisma.InputJsonValue,
    },
    select: { id: true },
  });
}
