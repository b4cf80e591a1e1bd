import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { isUuid, type TenantId, withTenant } from "@/lib/access/tenant/scope";
import { describeFailure } from "@/lib/aws/describe-failure";
import { fingerprintObserved } from "@/lib/engine/fingerprint";
import { countChanges, countConflicts, planDeployment } from "@/lib/engine/plan";
import type { PlanStep } from "@/lib/engine/plan-step";
import { findResourceType } from "@/lib/engine/registry";
import { parsePlanSteps, parseUnsearched, problemOf } from "@/lib/engine/stored-plan";
import type { Unsearched } from "@/lib/engine/unsearched";
import { toJson } from "@/lib/kernel/plain-json";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { observeWorld, removalOf } from "./observe-world";
import { openWorld } from "./open-world";

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

/** Looks at the account and stores the plan from what is there to what is wanted (or to nothing). Changes nothing there. */
export async function makePlan(request: {
  tenantId: TenantId;
  integrationId: string;
  purpose: PlanPurpose;
  actor: Actor;
}): Promise<Result<MadePlan>> {
  const { tenantId, integrationId, purpose, actor } = request;
  // What changes from here on, the plan may not know: it counts as made now.
  const createdAt = new Date();
  try {
    const world = await openWorld(tenantId, integrationId);
    const desired = purpose === "deploy" ? world.integration.blueprint.desired(world.input) : [];
    const seen = await observeWorld(world, desired);
    const steps = planDeployment({
      ...seen,
      desired,
      recorded: world.records,
      secrets: world.secrets,
      findType: findResourceType,
      fingerprint: (observed) => fingerprintObserved(observed, world.fingerprintKey),
    });
    const removed = steps
      .filter((step) => step.action === "delete")
      .flatMap((step) =>
        [...world.records, ...seen.leftovers].filter((each) => each.desired.logicalId === step.logicalId),
      )
      .map((record) => removalOf(record, world.records));
    const changes = countChanges(steps);
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
          createdById: actor.userId ?? null,
          createdAt,
        },
        select: { id: true },
      });
      const detail = {
        purpose,
        changes,
        integration: world.integration.name,
        ...(seen.unsearched.length === 0 ? {} : { unsearched: seen.unsearched.length }),
      };
      await recordAudit(db, { tenantId, actor, action: "plan:make", target: plan.id, detail });
      return plan.id;
    });
    const { unsearched } = seen;
    return succeed({ planId, steps, changes, conflicts: countConflicts(steps), unsearched });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

export interface StoredPlan {
  id: string;
  integrationId: string;
  purpose: PlanPurpose;
  steps: PlanStep[];
  changes: number;
  conflicts: number;
  unsearched: Unsearched[];
  createdAt: Date;
}

/** A stored plan, for its screen. Foreign and missing look the same: undefined. Fails for one of another version. */
export async function readPlan(tenantId: TenantId, planId: string): Promise<Result<StoredPlan> | undefined> {
  if (!isUuid(planId)) return undefined;
  const row = await withTenant(tenantId, (db) => db.plan.findFirst({ where: { id: planId } }));
  if (row === null) return undefined;
  try {
    const { id, integrationId, changes, createdAt } = row;
    const steps = parsePlanSteps(row.steps);
    return succeed({
      ...{ id, integrationId, changes, createdAt, steps },
      purpose: row.purpose as PlanPurpose,
      conflicts: countConflicts(steps),
      unsearched: parseUnsearched(row.unsearched),
    });
  } catch (error) {
    return fail(problemOf(error));
  }
}
