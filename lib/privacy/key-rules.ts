import { z } from "zod";
import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { isSameName } from "@/lib/privacy/mask-personal";
import { type KeyRules, loadPrivacyChoices } from "@/lib/privacy/privacy-choices";

const maxKeys = 100;
const maxKeyLength = 80;

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

export async function loadKeyRules(db: TenantDatabase): Promise<KeyRules> {
  return (await loadPrivacyChoices(db)).keys;
}

/**
 * Audited as `privacy:keys`, with what was added and taken out. Returns what is stored.
 * @param basedOn what was stored when a person began to change it: a key that others have masked since stays masked
 */
export async function saveKeyRules(
  db: TenantDatabase,
  { tenantId, actor }: { tenantId: TenantId; actor: Actor },
  rules: KeyRules,
  basedOn?: KeyRules,
): Promise<Result<KeyRules>> {
  const before = await loadKeyRules(db);
  if (basedOn && textOf(before) !== textOf(basedOn)) return fail(keysSavedSince);
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
  return succeed({ hidden: rules.hidden, shown: rules.shown });
}

/** No key has a line break. */
function textOf({ hidden, shown }: KeyRules): string {
  return [...hidden, "\n", ...shown].join("\n");
}

const keysSavedSince = {
  code: "keys-saved-since",
  sentence: "Other keys were saved after you opened this page. Yours weren't saved.",
  wayOut: "Reload the page to see them, and make your changes again.",
};

function difference(before: readonly string[], after: readonly string[]) {
  return {
    added: after.filter((key) => !before.includes(key)),
    removed: before.filter((key) => !after.includes(key)),
  };
}
