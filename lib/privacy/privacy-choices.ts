import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { TenantId } from "@/lib/kernel/ids";

/**
 * What a tenant has decided about members of posted metadata and attributes, by their names. Upper and lower case, "_",
 * "-" and spaces make no difference.
 */
export interface KeyRules {
  /** Hidden beside what is hidden anyway. */
  hidden: readonly string[];
  /** Shown although their names look like a person's data. A card's number is hidden all the same. */
  shown: readonly string[];
}

/** All that a tenant has decided about what is masked. */
export interface PrivacyChoices {
  keys: KeyRules;
  /** Whether the role support can look at transcripts; not unless an administrator said so. */
  supportSeesTranscripts: boolean;
}

export async function loadPrivacyChoices(db: TenantDatabase): Promise<PrivacyChoices> {
  const rules = await db.privacyRules.findFirst({
    select: { hiddenKeys: true, shownKeys: true, supportSeesTranscripts: true },
  });
  return {
    keys: { hidden: rules?.hiddenKeys ?? [], shown: rules?.shownKeys ?? [] },
    supportSeesTranscripts: rules?.supportSeesTranscripts ?? false,
  };
}

/** Audited as `privacy:transcripts` when it changes something. */
export async function saveSupportSeesTranscripts(
  db: TenantDatabase,
  { tenantId, actor }: { tenantId: TenantId; actor: Actor },
  isAllowed: boolean,
): Promise<void> {
  const before = await loadPrivacyChoices(db);
  if (before.supportSeesTranscripts === isAllowed) return;
  const data = { supportSeesTranscripts: isAllowed };
  await db.privacyRules.upsert({
    where: { tenantId },
    create: { tenantId, hiddenKeys: [], shownKeys: [], ...data },
    update: data,
    select: { tenantId: true },
  });
  const detail = { role: "support", allowed: isAllowed };
  await recordAudit(db, { tenantId, actor, action: "privacy:transcripts", target: tenantId, detail });
}
