import { can, type TenantRole } from "@/lib/access/auth/permissions";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { type KeyRules, readKeyRules } from "@/lib/privacy/key-rules";

/** What of a contact's data someone sees in clear; everything else is masked before it leaves the server. */
export interface Sight {
  /** Phone numbers and whatever else tells who the caller is. */
  phones: boolean;
  transcripts: boolean;
  /** What the tenant has decided about members of metadata and attributes by their names. */
  keys?: KeyRules | undefined;
}

export const masked: Sight = { phones: false, transcripts: false };
export const inClear: Sight = { phones: true, transcripts: true };

/** Whether anything of a contact is shown that is masked by default: such a look is recorded as `contact:unmask`. */
export function isClear(sight: Sight): boolean {
  return sight.phones || sight.transcripts;
}

/**
 * Masked by default for everyone, so that a screen that is shared or photographed tells nothing; in clear only when
 * someone asks for it who may. The caller records `contact:unmask` at each showing in clear.
 */
export function sightOf(role: TenantRole, asked: boolean): Sight {
  return asked && can(role, "contact:unmask") ? inClear : masked;
}

/** The same with the tenant's own lists: for every screen and answer that shows a contact. */
export async function readSight(db: TenantDatabase, role: TenantRole, asked: boolean): Promise<Sight> {
  return { ...sightOf(role, asked), keys: await readKeyRules(db) };
}
