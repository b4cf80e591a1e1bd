import { createHmac } from "node:crypto";
import { config } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";

/**
 * The external id that a tenant's roles ask for: unguessable, the same each time it is asked for (a template may be
 * launched long before the role's ARN comes back to the form), and never taken from a form, so that no tenant can name
 * another's.
 */
export function externalIdOf(tenantId: TenantId): string {
  const digest = createHmac("sha256", config().authSecret)
    .update(`external-id:${tenantId}`)
    .digest("base64url");
  return `patchbay-${digest.slice(0, 32)}`;
}
