"use server";

import { z } from "zod";
import { defineAction, invalid } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { numberCountry, numberType } from "@/lib/blueprints/shared/claimed-number";
import { liveNumbersOf, promotedSettings } from "@/lib/blueprints/shared/entry";
import { findFreeNumbers } from "@/lib/connections/find-free-numbers";
import { planGoingBack } from "@/lib/deployments/go-back";
import { leaveStep } from "@/lib/deployments/leave-step";
import { makePlan } from "@/lib/deployments/make-plan";
import { faultsOfTakenNumbers, listNumbersInUse, refuseTakenNumbers } from "@/lib/deployments/numbers-in-use";
import { retryDeployment } from "@/lib/deployments/retry-deployment";
import { startDeployment } from "@/lib/deployments/start-deployment";
import { stopDeployment } from "@/lib/deployments/stop-deployment";
import { checkGuide } from "@/lib/integrations/check-guide";
import { createWithDefaults } from "@/lib/integrations/create-with-defaults";
import { doGuideStep } from "@/lib/integrations/do-guide-step";
import { forgetIntegration } from "@/lib/integrations/forget-integration";
import { tickGuide } from "@/lib/integrations/guide";
import { approvePublication } from "@/lib/integrations/publication/approve-publication";
import { lookAtPublicationAgain } from "@/lib/integrations/publication/look-again";
import { planPublication } from "@/lib/integrations/publication/plan-publication";
import {
  dropPreviousToken,
  revealLiveToken,
  rotateToken,
  unusedForHoursChoices,
} from "@/lib/integrations/rotate-token";
import { createIntegration, loadIntegrationView, updateSettings } from "@/lib/integrations/store";
import { checkInput } from "@/lib/kernel/field-faults";
import { integrationIdInput } from "@/lib/kernel/id-input";
import { fail, succeed } from "@/lib/kernel/result";
import { findBlueprint } from "@/lib/vendors/blueprints";

const settingsInput = z.record(z.string(), z.unknown());

/** Logical ids of what may be taken over although Patchbay didn't create it. */
const toAdopt = z.array(z.string().max(200)).max(200).default([]);

export const plan = defineAction({
  permission: "integration:write",
  input: z.object({
    integrationId: integrationIdInput,
    purpose: z.enum(["deploy", "remove"]),
    adopt: toAdopt,
  }),
  run: async ({ tenantId, actor }, { integrationId, ...wanted }) => {
    const made = await makePlan({ ...wanted, tenantId, integrationId, actor });
    return made.ok ? succeed({ integrationId, planId: made.value.planId }) : made;
  },
});

/** A plan of an earlier deployment's settings. Deploys and saves nothing by itself. */
export const goBack = defineAction({
  permission: "integration:write",
  input: z.object({ deploymentId: z.uuid(), adopt: toAdopt }),
  run: async ({ tenantId, actor }, wanted) => {
    const made = await planGoingBack({ ...wanted, tenantId, actor });
    if (!made.ok) return made;
    const { integrationId, planId } = made.value;
    return succeed({ integrationId, planId });
  },
});

/** From stored connections to a plan in one step; only for an account whose numbers nobody calls. */
export const planWithDefaults = defineAction({
  permission: "integration:write",
  input: z.object({
    blueprint: z.string(),
    awsConnectionId: z.uuid().optional(),
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
    /** Left out where the blueprint needs no AWS account. */
    awsConnectionId: z.uuid("Choose the AWS account.").optional(),
    vendorConnections: z.record(z.string(), z.uuid("Choose the vendor's connection.")),
  }),
  run: async ({ tenantId, actor }, input) => {
    const blueprint = findBlueprint(input.blueprint);
    const checked = blueprint && checkInput(blueprint.settings, input.settings);
    if (checked?.ok === false) return invalid(checked.fields);
    return withTenant(tenantId, async (db) => {
      const taken = faultsOfTakenNumbers(input.settings, await listNumbersInUse(db, input));
      if (Object.keys(taken).length > 0) return invalid(taken);
      return createIntegration(db, { ...input, tenantId, actor });
    });
  },
});

/** What a form can offer to be claimed. Claims nothing. */
export const findNumbers = defineAction({
  permission: "integration:write",
  readsOnly: true,
  input: z.object({
    awsConnectionId: z.uuid("Choose the AWS account."),
    country: numberCountry,
    numberType,
  }),
  run: ({ tenantId }, { awsConnectionId, ...search }) => findFreeNumbers(tenantId, awsConnectionId, search),
});

export const saveSettings = defineAction({
  permission: "integration:write",
  input: z.object({
    integrationId: integrationIdInput,
    settings: settingsInput,
    basedOn: settingsInput,
    prefix: z.string().trim().max(20).optional(),
    prefixBasedOn: z.string().max(20).optional(),
  }),
  run: async ({ tenantId, actor }, { integrationId, settings, ...typed }) => {
    const integration = await withTenant(tenantId, (db) => loadIntegrationView(db, integrationId));
    const blueprint = findBlueprint(integration?.blueprint ?? "");
    const checked = blueprint && checkInput(blueprint.settings, settings);
    if (checked?.ok === false) return invalid(checked.fields);
    return withTenant(tenantId, async (db) => {
      const inUse = integration && (await listNumbersInUse(db, { ...integration, except: integration.id }));
      const taken = faultsOfTakenNumbers(settings, inUse ?? {});
      if (Object.keys(taken).length > 0) return invalid(taken);
      return updateSettings(db, { ...typed, tenantId, actor, id: integrationId, settings });
    });
  },
});

/** Saves that the live numbers point at the flow too, and plans it: nothing changes until the plan is approved. */
export const promote = defineAction({
  permission: "integration:write",
  input: z.object({ integrationId: integrationIdInput }),
  run: async ({ tenantId, actor }, { integrationId: id }) => {
    const saved = await withTenant(tenantId, async (db) => {
      const integration = await loadIntegrationView(db, id);
      if (!integration || !liveNumbersOf(integration.settings)?.numbers.length) return fail(nothingToPromote);
      // Saved by an earlier try, whose plan failed or was never approved.
      const settings = promotedSettings(integration.settings);
      if (settings === undefined) return succeed({});
      const free = await refuseTakenNumbers(db, integration, settings);
      return free.ok
        ? updateSettings(db, { tenantId, actor, id, settings, basedOn: integration.settings })
        : free;
    });
    if (!saved.ok) return saved;
    const made = await makePlan({ tenantId, integrationId: id, purpose: "deploy", actor });
    return made.ok ? succeed({ integrationId: id, planId: made.value.planId }) : made;
  },
});

const nothingToPromote = {
  code: "nothing-to-promote",
  sentence: "There are no live numbers to promote. Nothing was changed.",
  wayOut: "Add live numbers in the settings.",
};

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
  input: z.object({ integrationId: integrationIdInput }),
  run: ({ tenantId, actor }, { integrationId }) =>
    withTenant(tenantId, (db) => forgetIntegration(db, { tenantId, actor, id: integrationId })),
});

export const tick = defineAction({
  permission: "guide:tick",
  input: z.object({ integrationId: integrationIdInput, row: z.string().max(10), done: z.boolean() }),
  run: ({ tenantId, actor }, { integrationId, row, done }) =>
    withTenant(tenantId, (db) => tickGuide(db, { tenantId, actor, integrationId, row, done })),
});

/** Asks the vendors' APIs what of the guide is done, and keeps it. Changes nothing there. */
export const checkGuideNow = defineAction({
  permission: "guide:tick",
  input: z.object({ integrationId: integrationIdInput }),
  run: async ({ tenantId, actor }, { integrationId }) => {
    const checked = await checkGuide({ tenantId, actor, integrationId });
    return checked.ok ? succeed(null) : checked;
  },
});

/** Does at the vendor what a step of the guide asks for, where Patchbay can. */
export const doStep = defineAction({
  permission: "integration:deploy",
  input: z.object({ integrationId: integrationIdInput, row: z.string().max(10) }),
  run: ({ tenantId, actor }, { integrationId, row }) => doGuideStep({ tenantId, actor, integrationId, row }),
});

/** Reads at the vendor what publishing at a step would make live, and keeps it. Changes nothing there. */
export const planPublishing = defineAction({
  permission: "integration:write",
  input: z.object({ integrationId: integrationIdInput, row: z.string().max(10) }),
  run: ({ tenantId, actor }, wanted) => planPublication({ ...wanted, tenantId, actor }),
});

export const approvePublishing = defineAction({
  permission: "integration:deploy",
  input: z.object({
    publicationId: z.uuid(),
    confirmedName: z.string().max(200),
    comment: z.string().max(200).optional(),
  }),
  run: ({ tenantId, actor }, approved) => approvePublication({ ...approved, tenantId, actor }),
});

/** Reads what came of a publication that awaits an approval or isn't known. Changes nothing at the vendor. */
export const lookAtPublishing = defineAction({
  permission: "integration:write",
  input: z.object({ publicationId: z.uuid() }),
  run: ({ tenantId, actor }, { publicationId }) => lookAtPublicationAgain({ tenantId, actor, publicationId }),
});

export const reveal = defineAction({
  permission: "secret:reveal",
  confirmed: true,
  readsOnly: true,
  input: z.object({ integrationId: integrationIdInput, name: z.string().max(80) }),
  run: ({ tenantId, actor }, { integrationId, name }) =>
    revealLiveToken({ tenantId, actor, id: integrationId, name }),
});

export const rotate = defineAction({
  permission: "secret:reveal",
  input: z.object({ integrationId: integrationIdInput, name: z.string().max(80) }),
  run: ({ tenantId, actor }, { integrationId, name }) =>
    withTenant(tenantId, (db) => rotateToken(db, { tenantId, actor, id: integrationId, name })),
});

export const dropPrevious = defineAction({
  permission: "secret:reveal",
  input: z.object({
    integrationId: integrationIdInput,
    name: z.string().max(80),
    vendorHasNewToken: z.boolean(),
    unusedForHours: z.literal([...unusedForHoursChoices]),
    acceptsRisk: z.boolean(),
  }),
  run: ({ tenantId, actor }, { integrationId, ...wanted }) =>
    dropPreviousToken({ ...wanted, tenantId, actor, id: integrationId }),
});
