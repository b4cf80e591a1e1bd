import { log } from "@/lib/kernel/log";
import type { Permission } from "../auth/permissions";

interface Refused {
  userId: string;
  address: string;
  /** Absent where the tenant itself was refused. */
  tenantId?: string;
  needed: Permission | "membership" | "operator";
}

/**
 * Keeps that someone who is signed in was refused: screens offer no one what they may not do, so whoever is refused
 * often is trying doors. In the log and not in the audit log, which would let them fill a table.
 */
export function logRefusal(refused: Refused): void {
  log.warn({ refused }, "a request was refused");
}
