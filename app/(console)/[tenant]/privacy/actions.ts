"use server";

import { z } from "zod";
import { defineAction } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { succeed } from "@/lib/kernel/result";
import { keyRulesInput, saveKeyRules } from "@/lib/privacy/key-rules";
import { saveSupportSeesTranscripts } from "@/lib/privacy/privacy-choices";

export const saveTranscripts = defineAction({
  permission: "privacy:write",
  input: z.object({ isAllowed: z.boolean() }),
  run: async ({ tenantId, actor }, { isAllowed }) => {
    await withTenant(tenantId, (db) => saveSupportSeesTranscripts(db, { tenantId, actor }, isAllowed));
    return succeed({});
  },
});

const storedKeys = z.object({ hidden: z.array(z.string()), shown: z.array(z.string()) });

export const saveKeys = defineAction({
  permission: "privacy:write",
  input: z.object({ rules: keyRulesInput, basedOn: storedKeys }),
  run: ({ tenantId, actor }, { rules, basedOn }) =>
    withTenant(tenantId, (db) => saveKeyRules(db, { tenantId, actor }, rules, basedOn)),
});
