import { isUuid, type TenantDatabase } from "../tenant/scope";
import { type AuditEntry, auditKindOf } from "./list-audit";

/** What an audit event was done to, as a person knows it. */
export interface TargetName {
  label: string;
  /** Of the tenant's screens: "connections/<id>"; absent when it is gone or has no screen. */
  path?: string;
}

/** Names the targets of a page of audit events, as far as they are still there. Keys are the events' ids. */
export async function nameTargets(
  db: TenantDatabase,
  entries: readonly AuditEntry[],
): Promise<Map<string, TargetName>> {
  const ids = [...new Set(entries.map(({ target }) => target).filter(isUuid))];
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
  return new Map(entries.map((entry) => [entry.id, named.get(entry.target) ?? nameOfGone(entry)]));
}

/** Contacts are in the contact center, not in our tables; the rest is gone, and keeps its id. */
function nameOfGone({ action, target, detail }: AuditEntry): TargetName {
  if (auditKindOf(action) === "contact" && isUuid(target)) {
    return { label: target, path: `contacts/${target}` };
  }
  const name = typeof detail === "object" && detail !== null ? Reflect.get(detail, "name") : undefined;
  return { label: typeof name === "string" ? name : target };
}
