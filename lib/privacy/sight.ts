import { can, type TenantRole } from "@/lib/auth/permissions";

/** What of a contact's data somebody sees in clear; everything else is masked before it leaves the server. */
export interface Sight {
  phones: boolean;
  transcripts: boolean;
}

export const masked: Sight = { phones: false, transcripts: false };
export const inClear: Sight = { phones: true, transcripts: true };

/**
 * Masked by default for everybody, so that a screen that is shared or photographed tells nothing; in clear only when
 * somebody asks for it who may. The caller records `contact:unmask` at each showing in clear.
 */
export function sightOf(role: TenantRole, asked: boolean): Sight {
  return asked && can(role, "contact:unmask") ? inClear : masked;
}
