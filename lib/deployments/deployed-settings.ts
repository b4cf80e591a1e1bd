import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import { numbersOf } from "@/lib/blueprints/shared/entry";
import { isSame } from "@/lib/forms/settings-paths";
import type { IntegrationId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import { Prisma } from "@/prisma/generated/client";

/**
 * Whether the saved settings differ from those that callers have. False where nothing is deployed, or where what is
 * deployed isn't known. Both are read as today's blueprint reads them: a default that is new is no change of anyone's.
 */
export function hasUndeployedSettings(
  blueprint: AnyBlueprint | undefined,
  row: { settings: unknown; deployedSettings: unknown },
): boolean {
  if (row.deployedSettings === null) return false;
  const read = (settings: unknown) => {
    const parsed = blueprint?.settings.safeParse(settings);
    return parsed?.success ? parsed.data : settings;
  };
  return !isSame(read(row.settings), read(row.deployedSettings));
}

/** Numbers that lead callers to the flow: by what is deployed, or by what is saved where that isn't known. */
export function numbersInPlace(integration: {
  blueprint: AnyBlueprint;
  settings: object;
  deployedSettings: object | undefined;
}): readonly string[] {
  const { blueprint, settings, deployedSettings } = integration;
  const deployed = blueprint.settings.safeParse(deployedSettings);
  return numbersOf(blueprint, deployed.success ? deployed.data : settings);
}

/**
 * Whether it works without a resource of ours: its settings make none in its contact center's account, and a plan has shown
 * that. In an AWS account there always is one.
 */
export function isInPlace(blueprint: AnyBlueprint | undefined, deployedSettings: unknown): boolean {
  return blueprint?.withoutAws === true && deployedSettings !== null && deployedSettings !== undefined;
}

/** Keeps what a deployment has put in place: the settings of its plan, or none after a removal. */
export async function keepDeployedSettings(
  db: TenantDatabase,
  deployment: { integrationId: IntegrationId; planId: string; purpose: string },
): Promise<void> {
  const plan = await db.plan.findFirst({ where: { id: deployment.planId }, select: { settings: true } });
  const settings = deployment.purpose === "remove" ? null : (plan?.settings ?? null);
  await db.integration.updateMany({
    where: { id: deployment.integrationId },
    data: { deployedSettings: settings === null ? Prisma.DbNull : toJson(settings) },
  });
}
