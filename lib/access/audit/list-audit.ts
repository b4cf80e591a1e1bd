import type { TenantDatabase } from "../tenant/scope";

export interface AuditEntry {
  /** An increasing number, as text; pass it as `before` for the next page. */
  id: string;
  at: Date;
  actorId: string | null;
  actorName: string;
  action: string;
  target: string;
  detail: unknown;
  address: string | null;
}

/** "deployment:approve" is of the kind "deployment". */
export function auditKindOf(action: string): string {
  return action.split(":", 1)[0] ?? action;
}

export interface AuditPage {
  entries: AuditEntry[];
  /** undefined on the last page. */
  next: string | undefined;
}

const largestPage = 200;

/**
 * A tenant's audit log, newest first. `before` is an earlier page's `next`; `limit` at most 200; `action` is a
 * beginning: "contact:".
 */
export async function listAudit(
  db: TenantDatabase,
  options: { before?: string | undefined; limit?: number; action?: string | undefined } = {},
): Promise<AuditPage> {
  const limit = Math.min(Math.max(options.limit ?? 50, 1), largestPage);
  const before = options.before && /^\d{1,18}$/.test(options.before) ? BigInt(options.before) : undefined;
  const rows = await db.auditEvent.findMany({
    where: {
      ...(before === undefined ? {} : { id: { lt: before } }),
      ...(options.action ? { action: { startsWith: options.action } } : {}),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const entries = rows
    .slice(0, limit)
    .map(({ id, at, actorId, actorName, action, target, detail, address }) => ({
      id: id.toString(),
      at,
      actorId,
      actorName,
      action,
      target,
      detail,
      address,
    }));
  return { entries, next: rows.length > limit ? entries.at(-1)?.id : undefined };
}
