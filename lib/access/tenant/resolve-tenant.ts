import { randomUUID } from "node:crypto";
import { z } from "zod";
import { asTenantId, type TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import type { Role } from "@/prisma/generated/enums";
import { type Actor, recordAudit } from "../audit/record-audit";
import { withTenant, withUser } from "./scope";
import { violates } from "./violated-constraint";

export interface TenantAccess {
  tenantId: TenantId;
  slug: string;
  name: string;
  role: Role | "operator";
  /** Its screens and jobs have stopped; undefined while it is in use. */
  archived: { at: Date; by: string } | undefined;
}

async function loadAccess(userId: string, slug?: string): Promise<TenantAccess[]> {
  return withUser(userId, async (db) => {
    const user = await db.user.findUnique({
      where: { id: userId },
      select: { isOperator: true, disabledAt: true },
    });
    if (!user || user.disabledAt) return [];
    const tenants = await db.tenant.findMany({
      where: slug === undefined ? {} : { slug },
      select: {
        id: true,
        slug: true,
        name: true,
        archivedAt: true,
        archivedBy: true,
        memberships: { where: { userId }, select: { role: true } },
      },
      orderBy: { name: "asc" },
      take: 1_000,
    });
    return tenants.flatMap((tenant): TenantAccess[] => {
      const { id: tenantId, name, archivedAt, archivedBy, memberships } = tenant;
      const archived = archivedAt ? { at: archivedAt, by: archivedBy ?? "" } : undefined;
      const own = memberships[0]?.role;
      const role = user.isOperator && own !== "admin" ? "operator" : own;
      return role ? [{ tenantId, slug: tenant.slug, name, role, archived }] : [];
    });
  });
}

/** The tenant of this address for this user; undefined when there is none or it isn't theirs: both look the same. */
export async function resolveTenant(userId: string, slug: string): Promise<TenantAccess | undefined> {
  return (await loadAccess(userId, slug))[0];
}

/** The tenants that a user may enter, by name, archived ones too; an operator's are all (the first 1,000). */
export function listTenantsOf(userId: string): Promise<TenantAccess[]> {
  return loadAccess(userId);
}

/** First path segments that aren't tenants. */
const takenByScreens = new Set([
  "account",
  "api",
  "fleet",
  "forgot-password",
  "healthz",
  "invitation",
  "people",
  "readyz",
  "reset-password",
  "sign-in",
  "sign-out",
  "two-step",
]);

export const tenantName = z
  .string()
  .trim()
  .min(2, "Enter a name of at least two characters.")
  .max(80, "Use at most 80 characters.");

export const newTenantInput = z.object({
  name: tenantName,
  slug: z
    .string()
    .trim()
    .regex(
      /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
      "Use lowercase letters, digits, and hyphens, at most 40.",
    )
    .refine((slug) => !takenByScreens.has(slug), "This word is reserved."),
});

/** Creates a customer's tenant. The caller has checked that the actor is an operator. */
export async function createTenant(
  actor: Actor,
  input: z.input<typeof newTenantInput>,
): Promise<Result<{ tenantId: TenantId; slug: string }>> {
  const { name, slug } = newTenantInput.parse(input);
  const tenantId = asTenantId(randomUUID());
  try {
    await withTenant(tenantId, async (db) => {
      await db.tenant.create({ data: { id: tenantId, slug, name } });
      await recordAudit(db, { tenantId, actor, action: "tenant:create", target: slug, detail: { name } });
    });
    return succeed({ tenantId, slug });
  } catch (error) {
    if (violates(error, "Tenant_slug_key")) {
      return fail({
        code: "tenant-slug-taken",
        sentence: `The URL "${slug}" is already taken. No tenant was created.`,
        wayOut: "Choose another URL.",
      });
    }
    throw error;
  }
}
