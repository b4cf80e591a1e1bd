import type { TenantId } from "@/lib/kernel/ids";
import { log } from "@/lib/kernel/log";
import type { Permission } from "../auth/permissions";

interface Refused {
  userId: string;
  address: string;
  /** Absent where the tenant itself was refused. */
  tenantId?: TenantId;
  needed: Permission | "membership" | "operator";
}

/**
 * Records that a signed-in person was refused: pages never offer what a role can't do, so frequent refusals mean
 * probing. Written to the process log, not the audit log, so that they can't fill a table.
 */
export function logRefusal(refused: Refused): void {
  log.warn({ refused }, "a request was refused");
}
