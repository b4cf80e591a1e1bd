import { z } from "zod";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { IntegrationId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import { lockTurn } from "./bypass-turn";
import { handoverType } from "./keep-handover";

/** Of a plan's step, what says that it changes where another integration's flow goes on to. The name is that flow's ID. */
const handoverStep = z.object({
  type: z.literal(handoverType),
  action: z.string().refine((action) => action !== "keep"),
  name: z.string(),
});

/** IDs of other integrations' flows that these steps change. */
function flowsChangedBy(steps: unknown): string[] {
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step) => handoverStep.safeParse(step).data?.name ?? []);
}

/**
 * Another integration's deployment that hasn't ended and changes this one's flow: a turn of the bypass would publish a
 * flow without that change, or the change would be lost to our record. undefined where there is none.
 */
export async function findJoining(db: TenantDatabase, integrationId: IntegrationId) {
  const rows = await db.managedResource.findMany({
    where: { integrationId, type: "contact-flow" },
    select: { outputs: true },
  });
  const own = new Set(rows.map(({ outputs }) => z.object({ id: z.string() }).safeParse(outputs).data?.id));
  const running = await db.deployment.findMany({
    where: { activeKey: { not: null }, integrationId: { not: integrationId } },
    select: { integration: { select: { name: true } }, plan: { select: { steps: true } } },
  });
  return running.find(({ plan }) => flowsChangedBy(plan.steps).some((flowId) => own.has(flowId)))
    ?.integration;
}

/**
 * Why a deployment with these steps can't begin or go on: somebody is turning the bypass of an integration whose flow they
 * change. Holds those integrations until the unit of work ends, so that no turn begins meanwhile.
 */
export async function refuseWhileTurned(db: TenantDatabase, steps: unknown): Promise<Problem | undefined> {
  for (const flowId of flowsChangedBy(steps)) {
    const where = { type: "contact-flow", physicalId: { endsWith: `/contact-flow/${flowId}` } };
    const row = await db.managedResource.findFirst({ where, select: { integrationId: true } });
    if (row === null) continue;
    const { turnedAt } = await lockTurn(db, row.integrationId);
    if (turnedAt !== null && turnedAt.getTime() > Date.now()) return joinedIsBeingTurned;
  }
  return undefined;
}

/**
 * Whether another integration took over this one's flow, or let go of it, after a plan was made: the plan has the flow as it
 * was before, and applying it would undo that.
 */
export async function isHandedOverSince(
  db: TenantDatabase,
  integrationId: IntegrationId,
  madeAt: Date,
): Promise<boolean> {
  const versions = await db.flowVersion.findMany({
    where: { integrationId, deploymentId: { not: null }, at: { gt: madeAt } },
    select: { deploymentId: true },
  });
  const ids = versions.flatMap(({ deploymentId }) => deploymentId ?? []);
  if (ids.length === 0) return false;
  return (
    (await db.deployment.count({ where: { id: { in: ids }, integrationId: { not: integrationId } } })) > 0
  );
}

export const handedOverSince = {
  code: "flow-handed-over-since",
  sentence:
    "After this plan was created, another integration took over this flow's callers or let go of them. Nothing was started.",
  wayOut: "Create a new plan based on the current flow.",
};
const joinedIsBeingTurned = {
  code: "joined-bypass-being-turned",
  sentence:
    "Someone is turning the bypass of the integration whose flow this deployment changes. Nothing was started.",
  wayOut: "Try again in a minute.",
};
