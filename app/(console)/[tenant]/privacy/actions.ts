"use server";

import { defineAction } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { succeed } from "@/lib/kernel/result";
import { keyRulesInput, saveKeyRules } from "@/lib/privacy/key-rules";

export const saveKeys = defineAction({
  permission: "privacy:write",
  input: keyRulesInput,
  run: async ({ tenantId, actor }, rules) => {
    await withTenant(tenantId, (db) => saveKeyRules(db, { tenantId, actor }, rules));
    return succeed({});
  },
});
