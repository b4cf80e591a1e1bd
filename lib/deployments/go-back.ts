import type { Actor } from "@/lib/access/audit/record-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import { fitSettings } from "@/lib/blueprints/fit-settings";
import { type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { fail, type Result } from "@/lib/kernel/result";
import { findBlueprint } from "@/lib/vendors/blueprints";
import { type MadePlan, makePlan } from "./make-plan";
import { refuseTakenNumbers } from "./numbers-in-use";

/**
 * Plans to go back to an earlier deployment's settings. Deploys nothing and saves nothing: approving the plan does both.
 * Secrets aren't part of settings: the present ones stay. Call it outside any scope.
 */
export async function planGoingBack(request: {
  tenantId: TenantId;
  deploymentId: string;
  actor: Actor;
  /** Logical ids of what may be taken over although Patchbay didn't create it. */
  adopt?: readonly string[];
}): Promise<Result<MadePlan & { integrationId: IntegrationId }>> {
  const { tenantId, deploymentId, actor, adopt = [] } = request;
  const row = isUuid(deploymentId)
    ? await withTenant(tenantId, (db) =>
        db.deployment.findFirst({
          where: { id: deploymentId },
          select: {
            status: true,
            purpose: true,
            integrationId: true,
            plan: { select: { settings: true } },
            integration: { select: { id: true, blueprint: true, settings: true, awsConnectionId: true } },
          },
        }),
      )
    : null;
  const blueprint = row === null ? undefined : findBlueprint(row.integration.blueprint);
  if (row === null || blueprint === undefined) return fail(notFound);
  const older = row.plan.settings;
  if (row.status !== "succeeded" || row.purpose !== "deploy") return fail(notDeployed);
  if (!isPlainObject(older)) return fail(settingsNotKept);
  const { integrationId } = row;
  const saved = isPlainObject(row.integration.settings) ? row.integration.settings : {};
  const fitted = fitSettings(blueprint.settings, older, saved);
  if (fitted === undefined) return fail(settingsUnfit);
  const free = await withTenant(tenantId, (db) => refuseTakenNumbers(db, row.integration, fitted.settings));
  if (!free.ok) return free;
  const goingBack = { deploymentId, saved, unfit: fitted.unfit };
  const made = await makePlan({
    ...{ tenantId, integrationId, purpose: "deploy", actor, adopt },
    restores: { ...goingBack, settings: fitted.settings },
  });
  return made.ok ? { ok: true, value: { ...made.value, integrationId } } : made;
}

const notFound = {
  code: "deployment-not-found",
  sentence: "This deployment doesn't exist.",
  wayOut: "Open the integration's history.",
};
const notDeployed = {
  code: "deployment-not-restorable",
  sentence: "You can only go back to a deployment that succeeded. Nothing was planned.",
  wayOut: "Choose another deployment from the history.",
};
const settingsNotKept = {
  code: "deployment-without-settings",
  sentence: "The settings of this deployment weren't recorded. Nothing was planned.",
  wayOut:
    "It was deployed by an earlier version of Patchbay. Change the settings instead, then plan changes.",
};
const settingsUnfit = {
  code: "deployment-settings-unfit",
  sentence:
    "None of this deployment's settings can be used with this version of Patchbay. Nothing was planned.",
  wayOut: "Change the settings instead, then plan changes.",
};
