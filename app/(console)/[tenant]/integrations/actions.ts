"use server";

import { z } from "zod";
import { defineAction, invalid } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { leaveStep } from "@/lib/deployments/leave-step";
import { makePlan } from "@/lib/deployments/make-plan";
import { retryDeployment } from "@/lib/deployments/retry-deployment";
import { startDeployment } from "@/lib/deployments/start-deployment";
import { stopDeployment } from "@/lib/deployments/stop-deployment";
import { createWithDefaults } from "@/lib/integrations/create-with-defaults";
import { tickGuide } from "@/lib/integrations/guide";
import {
  dropPreviousToken,
  revealLiveToken,
  rotateToken,
  unusedForHoursChoices,
} from "@/lib/integrations/rotate-token";
import {
  createIntegration,
  forgetIntegration,
  getIntegration,
  updateSettings,
} from "@/lib/integrations/store";
import { succeed } from "@/lib/kernel/result";
import { findBlueprint } from "@/lib/vendors/blueprints";

const settingsInput = z.record(z.string(), z.unknown());

export const plan = defineAction({
  permission: "integration:write",
  input: z.object({ integrationId: z.uuid(), purpose: z.enum(["deploy", "remove"]) }),
  run: async ({ tenantId, actor }, { integrationId, purpose }) => {
    const made = await makePlan({ tenantId, integrationId, purpose, actor });
    return made.ok ? succeed({ integrationId, planId: made.value.planId }) : made;
  },
});

/** From stored connections to a plan in one step; only for an account whose numbers nobody calls. */
export const planWithDefaults = defineAction({
  permission: "integration:write",
  input: z.object({
    blueprint: z.string(),
    awsConnectionId: z.uuid(),
    vendorConnections: z.record(z.string(), z.uuid()),
  }),
  run: async ({ tenantId, actor }, wanted) => {
    const created = await createWithDefaults({ ...wanted, tenantId, actor });
    if (!created.ok) return created;
    const integrationId = created.value.id;
    const made = await makePlan({ tenantId, integrationId, purpose: "deploy", actor });
    return made.ok ? succeed({ integrationId, planId: made.value.planId }) : made;
  },
});

export const create = defineAction({
  permission: "integration:write",
  input: z.object({
    blueprint: z.string(),
    name: z.string().trim().min(2, "Enter a name of at least two characters.").max(80),
    prefix: z.string().trim().max(20),
    settings: settingsInput,
    awsConnectionId: z.uuid("Choose the AWS account."),
    vendorConnections: z.record(z.string(), z.uuid("Choose the vendor's connection.")),
  }),
  run: async ({ tenantId, actor }, input) => {
    const checked = findBlueprint(input.blueprint)?.settings.safeParse(input.settings);
    if (checked?.error) return invalid(checked.error);
    return withTenant(tenantId, (db) => createIntegration(db, { ...input, tenantId, actor }));
  },
});

export const saveSettings = defineAction({
  permission: "integration:write",
  input: z.object({ integrationId: z.uuid(), settings: settingsInput }),
  run: async ({ tenantId, actor }, { integrationId, settings }) => {
    const integration = await withTenant(tenantId, (db) => getIntegration(db, integrationId));
    const checked = findBlueprint(integration?.blueprint ?? "")?.settings.safeParse(settings);
    if (checked?.error) return invalid(checked.error);
    return withTenant(tenantId, (db) => updateSettings(db, { tenantId, actor, id: integrationId, settings }));
  },
});

export const approve = defineAction({
  permission: "integration:deploy",
  input: z.object({ planId: z.uuid(), confirmedName: z.string().max(200).optional() }),
  run: ({ tenantId, actor }, approved) => startDeployment({ ...approved, tenantId, actor }),
});

export const retry = defineAction({
  permission: "integration:deploy",
  input: z.object({ deploymentId: z.uuid() }),
  run: ({ tenantId, actor }, { deploymentId }) => retryDeployment({ tenantId, deploymentId, actor }),
});

export const leave = defineAction({
  permission: "integration:deploy",
  input: z.object({ deploymentId: z.uuid(), stepId: z.string().max(500) }),
  run: ({ tenantId, actor }, { deploymentId, stepId }) =>
    leaveStep({ tenantId, deploymentId, stepId, actor }),
});

export const stop = defineAction({
  permission: "integration:deploy",
  input: z.object({ deploymentId: z.uuid() }),
  run: ({ tenantId, actor }, { deploymentId }) => stopDeployment({ tenantId, deploymentId, actor }),
});

export const forget = defineAction({
  permission: "integration:write",
  input: z.object({ integrationId: z.uuid() }),
  run: ({ tenantId, actor }, { integrationId }) =>
    withTenant(tenantId, (db) => forgetIntegration(db, { tenantId, actor, id: integrationId })),
});

export const tick = defineAction({
  permission: "guide:tick",
  input: z.object({ integrationId: z.uuid(), row: z.string().max(10), done: z.boolean() }),
  run: ({ tenantId, actor }, { integrationId, row, done }) =>
    withTenant(tenantId, (db) => tickGuide(db, { tenantId, actor, integrationId, row, done })),
});

export const reveal = defineAction({
  permission: "secret:reveal",
  confirmed: true,
  readsOnly: true,
  input: z.object({ integrationId: z.uuid(), name: z.string().max(80) }),
  run: ({ tenantId, actor }, { integrationId, name }) =>
    revealLiveToken({ tenantId, actor, id: integrationId, name }),
});

export const rotate = defineAction({
  permission: "secret:reveal",
  input: z.object({ integrationId: z.uuid(), name: z.string().max(80) }),
  run: ({ tenantId, actor }, { integrationId, name }) =>
    withTenant(tenantId, (db) => rotateToken(db, { tenantId, actor, id: integrationId, name })),
});

export const dropPrevious = defineAction({
  permission: "secret:reveal",
  input: z.object({
    integrationId: z.uuid(),
    name: z.string().max(80),
    vendorHasNewToken: z.boolean(),
    unusedForHours: z.literal([...unusedForHoursChoices]),
    acceptsRisk: z.boolean(),
  }),
  run: ({ tenantId, actor }, { integrationId, ...wanted }) =>
    dropPreviousToken({ ...wanted, tenantId, actor, id: integrationId }),
});
