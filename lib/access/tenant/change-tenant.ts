import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { type Actor, recordAudit } from "../audit/record-audit";
import { givenUpMinutes, hasActivePublication } from "./active-publication";
import { waitUntilUnheld } from "./hold-open";
import { type TenantDatabase, withTenant } from "./scope";

interface Change {
  tenantId: TenantId;
  actor: Actor;
}

/** Gives a tenant another name; its URL stays. The caller has checked that the actor is an operator, and the name. */
export function renameTenant({ tenantId, actor }: Change, name: string): Promise<Result<undefined>> {
  return change(tenantId, async (db, tenant) => {
    if (tenant.name === name) return succeed(undefined);
    await db.tenant.update({ where: { id: tenantId }, data: { name } });
    const detail = { before: tenant.name, after: name };
    await recordAudit(db, { tenantId, actor, action: "tenant:rename", target: tenant.slug, detail });
    return succeed(undefined);
  });
}

/**
 * Stops a tenant's screens, actions, streams and scans. Deletes nothing, and changes nothing in its AWS account. Refused
 * while a deployment or a publication at a vendor waits or runs, or a bypass is being turned. The caller has checked that the actor is an operator.
 */
export function archiveTenant({ tenantId, actor }: Change): Promise<Result<undefined>> {
  return change(tenantId, async (db, { slug, archivedAt }) => {
    if (archivedAt) return succeed(undefined);
    await waitUntilUnheld(db, tenantId);
    if ((await db.deployment.count({ where: { activeKey: { not: null } } })) > 0) return fail(deploying);
    if (await hasActivePublication(db)) return fail(publishing);
    if ((await db.integration.count({ where: { bypassTurnedAt: { gt: new Date() } } })) > 0)
      return fail(turning);
    await db.tenant.update({
      where: { id: tenantId },
      data: { archivedAt: new Date(), archivedBy: actor.name },
    });
    await recordAudit(db, { tenantId, actor, action: "tenant:archive", target: slug });
    return succeed(undefined);
  });
}

/** Opens an archived tenant again, as it was. The caller has checked that the actor is an operator. */
export function restoreTenant({ tenantId, actor }: Change): Promise<Result<undefined>> {
  return change(tenantId, async (db, { slug, archivedAt }) => {
    if (!archivedAt) return succeed(undefined);
    await db.tenant.update({ where: { id: tenantId }, data: { archivedAt: null, archivedBy: null } });
    await recordAudit(db, { tenantId, actor, action: "tenant:restore", target: slug });
    return succeed(undefined);
  });
}

function change(
  tenantId: TenantId,
  work: (
    db: TenantDatabase,
    tenant: { slug: string; name: string; archivedAt: Date | null },
  ) => Promise<Result<undefined>>,
): Promise<Result<undefined>> {
  return withTenant(tenantId, async (db) => {
    const tenant = await db.tenant.findUnique({
      where: { id: tenantId },
      select: { slug: true, name: true, archivedAt: true },
    });
    return tenant ? work(db, tenant) : fail(noTenant);
  });
}

const noTenant: Problem = {
  code: "tenant-not-found",
  sentence: "This tenant doesn't exist. Nothing was changed.",
  wayOut: "Reload the list of tenants.",
};
const deploying: Problem = {
  code: "tenant-deploying",
  sentence: "A deployment of this tenant is waiting or running. The tenant wasn't archived.",
  wayOut: "Wait for the deployment to end, or stop it, and archive the tenant then.",
};
const publishing: Problem = {
  code: "tenant-publishing",
  sentence: "Patchbay is publishing at a vendor for this tenant. The tenant wasn't archived.",
  wayOut: `Archive it again when that has ended: after ${givenUpMinutes} minutes at the latest.`,
};
const turning: Problem = {
  code: "tenant-turning-bypass",
  sentence: "A bypass of this tenant is being turned on or off. The tenant wasn't archived.",
  wayOut: "Archive it again in a minute.",
};
