import type { TenantId } from "@/lib/kernel/ids";
import { resolveTenant } from "../tenant/resolve-tenant";
import { can, type Permission } from "./permissions";
import { loadSessionUser, type SessionUser } from "./session-user";

/**
 * Rechecks in the database what a request was admitted for: the session, the membership, and the role's permissions.
 */
export async function stillMay(
  { user, slug, tenantId }: { user: SessionUser; slug: string; tenantId: TenantId },
  permission: Permission,
): Promise<boolean> {
  const { id: sessionId, version: sessionVersion } = user.session;
  const now = await loadSessionUser({ userId: user.id, sessionId, sessionVersion });
  if (!now || now.secondFactor === "required") return false;
  const access = await resolveTenant(user.id, slug);
  return access?.tenantId === tenantId && !access.archived && can(access.role, permission);
}
