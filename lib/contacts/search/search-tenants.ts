import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { can } from "@/lib/access/auth/permissions";
import { listTenantsOf, resolveTenant, type TenantAccess } from "@/lib/access/tenant/resolve-tenant";
import { type TenantDatabase, withFleet, withTenant } from "@/lib/access/tenant/scope";
import type { TenantId } from "@/lib/kernel/ids";
import { mapInParallel } from "@/lib/kernel/in-parallel";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { unexpectedProblem } from "@/lib/kernel/unexpected-problem";
import { contactCenters } from "@/lib/vendors/contact-centers";
import { findContact, isContactKind } from "./find-contact";
import type { ContactQuery } from "./parse-query";
import { tenantWith } from "./whose-instance";

/** Where a contact was looked for, and where it is. */
export interface TenantsWithContact {
  found: { slug: string; name: string; contactId: string }[];
  /** Tenants that were asked and answered. */
  searched: number;
  /** Tenants that could not be asked, with why. */
  failed: { slug: string; name: string; problem: Problem }[];
  /** Tenants that were left out: there are too many, or it took too long. */
  left: number;
}

type IdQuery = Extract<ContactQuery, { kind: "id" }>;

/** Each is asked at AWS, and leaves an event in its audit log. */
const maxTenants = 200;
const atOnce = 6;
/** Somebody waits. */
const searchingMs = 25_000;

/**
 * Looks for an ID in all tenants whose contacts an operator may open, several at once, and stops when a contact's own ID is
 * found: it is in one instance. Those that are known to have had the contact come first. Each tenant is entered as by its
 * own screens, and its audit log says so. Call it outside any scope.
 */
export async function searchTenants(
  actor: Actor & { userId: string },
  query: IdQuery,
  now: () => number = Date.now,
): Promise<Result<TenantsWithContact>> {
  const open = (await listTenantsOf(actor.userId)).filter(
    ({ role, archived }) => !archived && can(role, "contact:read"),
  );
  const known = await withFleet(actor, "searches all tenants for a contact", (db) => orderTenants(db, query));
  const order = new Map(known.map((id, index) => [id, index]));
  const wanted = open
    .filter(({ tenantId }) => order.has(tenantId))
    .sort((one, other) => (order.get(one.tenantId) ?? 0) - (order.get(other.tenantId) ?? 0));
  const result: TenantsWithContact = {
    ...{ found: [], searched: 0, failed: [] },
    left: Math.max(0, wanted.length - maxTenants),
  };
  const stop = new AbortController();
  const until = now() + searchingMs;
  await mapInParallel(wanted.slice(0, maxTenants), atOnce, async (tenant) => {
    if (stop.signal.aborted) return;
    if (now() > until) {
      result.left++;
      return;
    }
    const answer = await askTenant(actor, tenant, query, stop.signal).catch((error: unknown) =>
      // Others may have the contact.
      fail(unexpectedProblem(error, "a tenant couldn't be searched for a contact")),
    );
    if (stop.signal.aborted || answer === undefined) return;
    const { slug, name } = tenant;
    if (answer.ok) {
      result.found.push({ slug, name, contactId: answer.value.contactId });
      result.searched++;
      if (isContactKind(answer.value.idKind)) stop.abort();
    } else if (notThere.has(answer.problem.code)) result.searched++;
    else result.failed.push({ slug, name, problem: answer.problem });
  });
  return succeed(result);
}

/** Answers that say that the contact isn't there, and not that it couldn't be asked for. */
const notThere = new Set(["contact-not-found", "no-aws-connection"]);

/** undefined when the person no longer may. */
async function askTenant(
  actor: Actor & { userId: string },
  { slug, tenantId }: TenantAccess,
  query: IdQuery,
  signal: AbortSignal,
): Promise<Awaited<ReturnType<typeof findContact>> | undefined> {
  const access = await resolveTenant(actor.userId, slug);
  if (!access || access.archived || !can(access.role, "contact:read")) return undefined;
  await withTenant(tenantId, (db) =>
    recordAudit(db, { tenantId, actor, action: "contact:search-id", target: query.id }),
  );
  return findContact(tenantId, query, signal, { needsRecord: true });
}

/** Tenants that have a contact center, those first that are known to have had this contact; of an instance, its tenant alone. */
async function orderTenants(db: TenantDatabase, { id, instanceArn }: IdQuery): Promise<TenantId[]> {
  if (instanceArn) {
    const owner = await tenantWith(db, instanceArn);
    return owner ? [owner] : [];
  }
  const kinds = ["aws", ...contactCenters.map(({ vendor }) => vendor.connection.kind)];
  const rows = await db.$queryRaw<{ id: TenantId }[]>`
    SELECT t."id" FROM "Tenant" t
    WHERE EXISTS (SELECT FROM "Connection" c WHERE c."tenantId" = t."id" AND c."kind" = ANY (${kinds}))
    ORDER BY EXISTS (SELECT FROM "ContactLook" l WHERE l."tenantId" = t."id" AND l."contactId" = ${id})
          OR EXISTS (SELECT FROM "ContactLink" l
                      WHERE l."tenantId" = t."id" AND (l."contactId" = ${id} OR l."externalId" = ${id})) DESC, t."slug"`;
  return rows.map((row) => row.id);
}
