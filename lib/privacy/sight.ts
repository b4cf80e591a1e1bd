import { can, type TenantRole } from "@/lib/access/auth/permissions";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { KeyRules } from "@/lib/privacy/privacy-choices";
import { loadPrivacyChoices, type PrivacyChoices } from "@/lib/privacy/privacy-choices";

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

/** Whether anything of a contact is shown that is masked by default: such a look is recorded. */
export function isClear(sight: Sight): boolean {
  return sight.phones || sight.transcripts;
}

/**
 * What someone sees in clear who asks for it. The screens are masked until then, for everyone, so that one that is shared or
 * photographed tells nothing. The caller records each showing in clear (record-opening.ts).
 */
export function clearSightOf(
  role: TenantRole,
  { supportSeesTranscripts = false }: Pick<PrivacyChoices, "supportSeesTranscripts">,
): Sight {
  if (can(role, "contact:unmask")) return inClear;
  return { phones: false, transcripts: supportSeesTranscripts && can(role, "contact:transcripts") };
}

/** What a screen or an answer that shows a contact shows to someone, with the tenant's own lists. */
export interface Sights {
  sight: Sight;
  /** What they would see who asked for it. */
  clear: Sight;
}

/** For every screen and answer that shows a contact. */
export async function loadSights(db: TenantDatabase, role: TenantRole, asked: boolean): Promise<Sights> {
  const choices = await loadPrivacyChoices(db);
  const clear = clearSightOf(role, choices);
  return { sight: { ...(asked ? clear : masked), keys: choices.keys }, clear };
}
