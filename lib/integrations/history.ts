import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { compareSettings, type SettingDifference } from "@/lib/blueprints/describe-settings";
import { type DeploymentSummary, listDeployments } from "@/lib/deployments/load-deployment-view";
import { parseNames, parseRestores } from "@/lib/deployments/make-plan";
import type { PlanAction } from "@/lib/engine/plan-step";
import { parsePlanSteps } from "@/lib/engine/stored-plan";
import { isSame } from "@/lib/forms/settings-paths";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { ProblemError } from "@/lib/kernel/result";
import { findBlueprint } from "@/lib/vendors/blueprints";
import type { IntegrationView } from "./store";

export interface HistoryEntry extends DeploymentSummary {
  /** What its plan changes, by action; undefined where another version wrote it. */
  changes: { action: PlanAction; things: { title: string; name: string }[] }[] | undefined;
  /** Against what was deployed before; undefined where that wasn't recorded. */
  settings: SettingDifference[] | undefined;
  /** Nothing of the integration was deployed before it. */
  isFirst: boolean;
  /** When the deployment was started that it goes back to; "unknown" when that is gone. */
  restored: Date | "unknown" | undefined;
  /** Its settings are the ones that callers have. */
  isDeployed: boolean;
  /** Its settings are known, and not the saved ones. */
  canGoBack: boolean;
}

/** An integration's newest deployments with what each changed, newest first; older ones before `before`. */
export async function loadHistory(
  db: TenantDatabase,
  integration: Pick<IntegrationView, "id" | "blueprint" | "settings" | "deployed">,
  page: { limit: number; before?: Date },
): Promise<HistoryEntry[]> {
  const deployments = await listDeployments(db, integration.id, page);
  const plans = await db.plan.findMany({
    where: { id: { in: deployments.map(({ planId }) => planId) } },
    select: { id: true, steps: true, settings: true, settingsBefore: true, names: true, restores: true },
  });
  const planOf = new Map(plans.map((plan) => [plan.id, plan]));
  const current = await loadCurrent(db, integration);
  const restoredIds = plans.flatMap(
    (plan) => orUndefined(() => parseRestores(plan.restores))?.deploymentId ?? [],
  );
  const restored = await db.deployment.findMany({
    where: { id: { in: restoredIds } },
    select: { id: true, createdAt: true },
  });
  const first = await db.deployment.findFirst({
    where: { integrationId: integration.id },
    orderBy: { createdAt: "asc" },
    select: { id: true },
  });
  const groups = findBlueprint(integration.blueprint)?.fields ?? [];
  return deployments.map((deployment) => {
    const plan = planOf.get(deployment.planId);
    const settings = isPlainObject(plan?.settings) ? plan.settings : undefined;
    const before = isPlainObject(plan?.settingsBefore) ? plan.settingsBefore : undefined;
    const back = orUndefined(() => parseRestores(plan?.restores))?.deploymentId;
    return {
      ...deployment,
      changes: orUndefined(() => changesOf(plan?.steps ?? [])),
      settings: settings && before && compareSettings(groups, before, settings, parseNames(plan?.names)),
      isFirst: deployment.id === first?.id,
      restored:
        back === undefined ? undefined : (restored.find(({ id }) => id === back)?.createdAt ?? "unknown"),
      isDeployed: deployment.id === current,
      canGoBack:
        deployment.status === "succeeded" &&
        settings !== undefined &&
        !isSame(settings, integration.settings),
    };
  });
}

/** The deployment whose settings callers have; undefined after a removal. */
async function loadCurrent(
  db: TenantDatabase,
  { id, deployed }: Pick<IntegrationView, "id" | "deployed">,
): Promise<string | undefined> {
  if (deployed === 0) return undefined;
  const last = await db.deployment.findFirst({
    where: { integrationId: id, status: "succeeded" },
    orderBy: { createdAt: "desc" },
    select: { id: true, purpose: true },
  });
  return last?.purpose === "deploy" ? last.id : undefined;
}

const order: readonly PlanAction[] = ["create", "update", "replace", "adopt", "delete"];

function changesOf(json: unknown): HistoryEntry["changes"] {
  const steps = parsePlanSteps(json);
  return order.flatMap((action) => {
    const things = steps.filter((step) => step.action === action).map(({ title, name }) => ({ title, name }));
    return things.length > 0 ? [{ action, things }] : [];
  });
}

/** undefined for what another version wrote in another form. */
function orUndefined<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}
