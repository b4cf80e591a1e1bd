"use server";

import { defineAction } from "@/lib/action";
import { keyRulesInput, saveKeyRules } from "@/lib/privacy/key-rules";
import { succeed } from "@/lib/result";
import { withTenant } from "@/lib/tenant/scope";

export const saveKeys = defineAction({
  permission: "privacy:write",
  input: keyRulesInput,
  run: async ({ tenantId, actor }, rules) => {
    await withTenant(tenantId, (db) => saveKeyRules(db, { tenantId, actor }, rules));
    return succeed({});
  },
});
