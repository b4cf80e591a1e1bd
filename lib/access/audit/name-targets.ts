import { isUuid } from "@/lib/kernel/ids";
import type { TenantDatabase } from "../tenant/scope";
import { type AuditEntry, auditKindOf } from "./list-audit";

/** What an audit event was done to, as a person knows it. */
export interface TargetName {
  label: string;
  /** Of the tenant's screens: "connections/<id>"; absent when it is gone or has no screen. */
  path?: string;
}

/** The names of a page of audit events. */
export interface AuditNames {
  /** By the event's ID. */
  targets: ReadonlyMap<string, TargetName>;
  /** By the ID that stands in an event's detail. */
  mentioned: ReadonlyMap<string, TargetName>;
}

/** Names what a page of audit events was done to, and what their details mention, as far as it is still there. */
export async function nameTargets(db: TenantDatabase, entries: readonly AuditEntry[]): Promise<AuditNames> {
  const ids = [
    ...new Set(entries.flatMap(({ target, detail }) => [target, ...idsIn(detail)]).filter(isUuid)),
  ];
  const named = new Map<string, TargetName>();
  const where = { id: { in: ids } };
  const of = { integration: { select: { name: true } } };
  for (const { id, name } of await db.connection.findMany({ where, select: { id: true, name: true } })) {
    named.set(id, { label: name, path: `connections/${id}` });
  }
  for (const { id, name } of await db.integration.findMany({ where, select: { id: true, name: true } })) {
    named.set(id, { label: name, path: `integrations/${id}` });
  }
  for (const plan of await db.plan.findMany({ where, select: { id: true, integrationId: true, ...of } })) {
    named.set(plan.id, {
      label: plan.integration.name,
      path: `integrations/${plan.integrationId}/plans/${plan.id}`,
    });
  }
  for (const run of await db.deployment.findMany({
    where,
    select: { id: true, integrationId: true, ...of },
  })) {
    named.set(run.id, {
      label: run.integration.name,
      path: `integrations/${run.integrationId}/runs/${run.id}`,
    });
  }
  for (const { id, email } of await db.invitation.findMany({ where, select: { id: true, email: true } })) {
    named.set(id, { label: email });
  }
  const members = await db.membership.findMany({
    where: { userId: { in: ids } },
    select: { userId: true, user: { select: { name: true } } },
  });
  for (const { userId, user } of members) named.set(userId, { label: user.name, path: "members" });
  const targets = entries.map((entry) => [entry.id, named.get(entry.target) ?? nameOfGone(entry)] as const);
  return { targets: new Map(targets), mentioned: named };
}

function idsIn(detail: unknown): string[] {
  if (typeof detail !== "object" || detail === null) return [];
  return Object.values(detail).filter((value) => typeof value === "string");
}

/** A UUID of Amazon Connect's, or another contact center's word for one; a masked number is neither. */
function isContactId(target: string): boolean {
  return isUuid(target) || /^[\w-]{16,64}$/.test(target);
}

/** Contacts and issues are in no table by their ids; the rest is gone, and keeps its id. */
function nameOfGone({ action, target, detail }: AuditEntry): TargetName {
  if (auditKindOf(action) === "contact" && isContactId(target)) {
    return { label: target, path: `contacts/${target}` };
  }
  // They are the tenant's own, and there is one of them.
  if (auditKindOf(action) === "privacy") return { label: "Privacy settings", path: "privacy" };
  const name = typeof detail === "object" && detail !== null ? Reflect.get(detail, "name") : undefined;
  const label = typeof name === "string" ? name : target;
  return auditKindOf(action) === "issue" ? { label, path: `issues/${target}` } : { label };
}
