import { z } from "zod";
import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { Names } from "@/lib/blueprints/describe-settings";
import { fingerprintObserved } from "@/lib/engine/fingerprint";
import { nameUnknown } from "@/lib/engine/name-unknown";
import { countChanges, countConflicts, planDeployment } from "@/lib/engine/plan";
import type { PlanStep } from "@/lib/engine/plan-step";
import { parsePlanSteps, parseUnsearched, planOutdated, problemOf } from "@/lib/engine/stored-plan";
import type { Unsearched } from "@/lib/engine/unsearched";
import type { Settings } from "@/lib/forms/settings-paths";
import { type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import { isPlainObject, toJson } from "@/lib/kernel/plain-json";
import { fail, ProblemError, type Result, succeed } from "@/lib/kernel/result";
import { findResourceType } from "@/lib/vendors/resource-types";
import type { DeploymentStatus } from "@/prisma/generated/enums";
import { fetchNames } from "./fetch-names";
import { observeWorld, removalOf } from "./observe-world";
import { openWorld } from "./open-world";
import { requireTemplate } from "./require-template";

export type PlanPurpose = "deploy" | "remove";

export interface MadePlan {
  planId: string;
  steps: PlanStep[];
  /** Steps that change something. */
  changes: number;
  conflicts: number;
  /** What could not be searched for leftovers. */
  unsearched: Unsearched[];
}

/** What a plan that goes back to an earlier deployment restores. */
export interface Restores {
  deploymentId: string;
  /** The settings that were saved when it was made: approving replaces them. */
  saved: object;
  /** What the earlier settings said and can't be restored, and why. */
  unfit: { path: string; why: string }[];
}

/** Looks at the account and stores the plan from what is there to what is wanted (or to nothing). Changes nothing there. */
export async function makePlan(request: {
  tenantId: TenantId;
  integrationId: IntegrationId;
  purpose: PlanPurpose;
  actor: Actor;
  /** Logical ids of what may be taken over although Patchbay didn't create it. */
  adopt?: readonly string[];
  /** Plans these settings in place of the saved ones. */
  restores?: Restores & { settings: object };
}): Promise<Result<MadePlan>> {
  const { tenantId, integrationId, purpose, actor, adopt = [], restores } = request;
  // What changes from here on, the plan may not know: it counts as made now.
  const createdAt = new Date();
  try {
    const world = await openWorld(tenantId, integrationId, restores?.settings);
    const desired = purpose === "deploy" ? world.integration.blueprint.desired(world.input) : [];
    await requireTemplate(world, desired);
    const seen = await observeWorld(world, desired);
    const planned = planDeployment({
      ...seen,
      desired,
      adopt: new Set(adopt),
      recorded: world.records,
      secrets: world.secrets,
      findType: findResourceType,
      fingerprint: (observed) => fingerprintObserved(observed, world.fingerprintKey),
    });
    const steps = nameUnknown(planned, desired);
    const removed = steps
      .filter((step) => step.action === "delete")
      .flatMap((step) =>
        [...world.records, ...seen.leftovers].filter((each) => each.desired.logicalId === step.logicalId),
      )
      .map((record) => removalOf(record, world.records));
    const changes = countChanges(steps);
    const settings = purpose === "deploy" ? world.integration.settings : null;
    const { awsConnectionId, deployedSettings } = world.integration;
    const names = await fetchNames(tenantId, awsConnectionId, {
      steps,
      settings: [settings, deployedSettings, restores?.saved],
    });
    const planId = await withTenant(tenantId, async (db) => {
      const plan = await db.plan.create({
        data: {
          tenantId,
          integrationId,
          purpose,
          desired: toJson([...desired, ...removed]),
          steps: toJson(steps),
          changes,
          unsearched: toJson(seen.unsearched),
          prefix: world.integration.prefix,
          names: toJson(names),
          ...(settings === null ? {} : { settings: toJson(settings) }),
          ...(deployedSettings === undefined ? {} : { settingsBefore: toJson(deployedSettings) }),
          ...(restores === undefined ? {} : { restores: toJson(keptOf(restores)) }),
          createdById: actor.userId ?? null,
          createdAt,
        },
        select: { id: true },
      });
      const detail = {
        purpose,
        changes,
        integration: world.integration.name,
        ...(restores === undefined ? {} : { restores: restores.deploymentId }),
        ...(adopt.length === 0 ? {} : { adopt: adopt.join(", ") }),
        ...(seen.unsearched.length === 0 ? {} : { unsearched: seen.unsearched.length }),
      };
      await recordAudit(db, { tenantId, actor, action: "plan:make", target: plan.id, detail });
      // The account has them already, or they make nothing there: nothing is left to deploy of what was saved.
      const isInPlace = settings !== null && changes === 0 && countConflicts(steps) === 0;
      const makesNothing = desired.length === 0 && world.integration.blueprint.withoutAws === true;
      if (isInPlace && restores === undefined && (world.records.length > 0 || makesNothing)) {
        const data = { deployedSettings: toJson(settings) };
        await db.integration.update({ where: { tenantId_id: { tenantId, id: integrationId } }, data });
      }
      return plan.id;
    });
    const { unsearched } = seen;
    return succeed({ planId, steps, changes, conflicts: countConflicts(steps), unsearched });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

function keptOf({ settings: _kept, ...restores }: Restores & { settings: object }): Restores {
  return restores;
}

export interface StoredPlan {
  id: string;
  integrationId: IntegrationId;
  purpose: PlanPurpose;
  steps: PlanStep[];
  changes: number;
  conflicts: number;
  unsearched: Unsearched[];
  /** What it was made from, and what was deployed then; undefined where that wasn't recorded. */
  settings: Settings | undefined;
  settingsBefore: Settings | undefined;
  /** Of queues, flows and opening hours that it mentions by id. */
  names: Names;
  restores: Restores | undefined;
  createdAt: Date;
  /** What was started from it: a plan is approved once. */
  deployment: { id: string; status: DeploymentStatus; createdAt: Date } | undefined;
}

/** A stored plan, for its screen. Foreign and missing look the same: undefined. Fails for one of another version. */
export async function loadPlan(tenantId: TenantId, planId: string): Promise<Result<StoredPlan> | undefined> {
  if (!isUuid(planId)) return undefined;
  const [row, deployment] = await withTenant(tenantId, (db) =>
    Promise.all([
      db.plan.findFirst({ where: { id: planId } }),
      db.deployment.findFirst({
        where: { planId },
        orderBy: { createdAt: "desc" },
        select: { id: true, status: true, createdAt: true },
      }),
    ]),
  );
  if (row === null) return undefined;
  try {
    const { id, integrationId, changes, createdAt } = row;
    const steps = parsePlanSteps(row.steps);
    return succeed({
      ...{ id, integrationId, changes, createdAt, steps },
      purpose: row.purpose as PlanPurpose,
      conflicts: countConflicts(steps),
      unsearched: parseUnsearched(row.unsearched),
      settings: isPlainObject(row.settings) ? row.settings : undefined,
      settingsBefore: isPlainObject(row.settingsBefore) ? row.settingsBefore : undefined,
      names: parseNames(row.names),
      restores: parseRestores(row.restores),
      deployment: deployment ?? undefined,
    });
  } catch (error) {
    return fail(problemOf(error));
  }
}

const names = z.record(z.string(), z.string());
const restores: z.ZodType<Restores> = z.object({
  deploymentId: z.string(),
  saved: z.record(z.string(), z.unknown()),
  unfit: z.array(z.object({ path: z.string(), why: z.string() })),
});

/** Without them, the plan shows ids. */
export function parseNames(json: unknown): Names {
  return names.safeParse(json).data ?? {};
}

/** undefined for a plan of the saved settings. Throws `plan-outdated` for what another version wrote in another form. */
export function parseRestores(json: unknown): Restores | undefined {
  if (json === null || json === undefined) return undefined;
  const parsed = restores.safeParse(json);
  if (!parsed.success) throw new ProblemError(planOutdated);
  return parsed.data;
}
