import { z } from "zod";
import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import type { TenantDatabase, TenantId } from "@/lib/access/tenant/scope";
import { isSameName } from "@/lib/privacy/mask-personal";

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

export const maxKeys = 100;
export const maxKeyLength = 80;

const keyList = z
  .array(z.string())
  .transform((lines) => [...new Set(lines.map((line) => line.trim()).filter(Boolean))])
  .superRefine((keys, context) => {
    const tooLong = keys.find((key) => key.length > maxKeyLength);
    const strange = keys.find((key) => !/^[\p{L}\p{N}_.\-$ ]+$/u.test(key));
    const tell = (message: string) => context.addIssue({ code: "custom", message });
    if (keys.length > maxKeys) tell(`Enter at most ${maxKeys} keys.`);
    else if (tooLong) tell(`A key can have at most ${maxKeyLength} characters: "${tooLong.slice(0, 30)}…".`);
    else if (strange)
      tell(`"${strange.slice(0, 30)}" isn't a key. Enter one key per line, without its value.`);
  });

export const keyRulesInput = z.object({ hidden: keyList, shown: keyList }).superRefine((rules, context) => {
  const both = rules.shown.find((key) => rules.hidden.some((other) => isSameName(key, other)));
  if (both === undefined) return;
  context.addIssue({
    code: "custom",
    path: ["shown"],
    message: `"${both}" is also in the list of masked keys.`,
  });
});

export async function readKeyRules(db: TenantDatabase): Promise<KeyRules> {
  const rules = await db.privacyRules.findFirst({ select: { hiddenKeys: true, shownKeys: true } });
  return { hidden: rules?.hiddenKeys ?? [], shown: rules?.shownKeys ?? [] };
}

/** Audited as `privacy:keys`, with what was added and taken out. */
export async function saveKeyRules(
  db: TenantDatabase,
  { tenantId, actor }: { tenantId: TenantId; actor: Actor },
  rules: KeyRules,
): Promise<void> {
  const before = await readKeyRules(db);
  const data = { hiddenKeys: [...rules.hidden], shownKeys: [...rules.shown] };
  await db.privacyRules.upsert({
    where: { tenantId },
    create: { tenantId, ...data },
    update: data,
    select: { tenantId: true },
  });
  const detail = {
    hidden: difference(before.hidden, rules.hidden),
    shown: difference(before.shown, rules.shown),
  };
  await recordAudit(db, { tenantId, actor, action: "privacy:keys", target: tenantId, detail });
}

function difference(before: readonly string[], after: readonly string[]) {
  return {
    added: after.filter((key) => !before.includes(key)),
    removed: before.filter((key) => !after.includes(key)),
  };
}
