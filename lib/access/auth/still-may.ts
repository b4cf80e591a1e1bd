import { resolveTenant } from "../tenant/resolve-tenant";
import { can, type Permission } from "./permissions";
import { readSessionUser, type SessionUser } from "./session-user";

/**
 * Rechecks in the database what a request was admitted for: the session, the membership, and the role's permissions.
 */
export async function stillMay(
  { user, slug, tenantId }: { user: SessionUser; slug: string; tenantId: string },
  permission: Permission,
): Promise<boolean> {
  const { id: sessionId, version: sessionVersion } = user.session;
  const now = await readSessionUser({ userId: user.id, sessionId, sessionVersion });
  if (!now || now.secondFactor === "required") return false;
  const access = await resolveTenant(user.id, slug);
  return access?.tenantId === tenantId && can(access.role, permission);
}
