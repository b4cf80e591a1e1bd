import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import type { PlanStep } from "@/lib/engine/plan-step";
import { askAsOwner } from "@/lib/jobs/ask-as-owner";
import { asTenantId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { loadDeploymentView } from "./load-deployment-view";
import { rescueDeployments } from "./rescue-deployments";

let database: TestDatabase;
const tenantId = asTenantId(randomUUID());
let deploymentId = "";

beforeAll(async () => {
  database = await testDatabase();
  await withTenant(tenantId, (db) =>
    db.tenant.create({ data: { id: tenantId, slug: tenantId, name: "Acme" } }),
  );
});
afterAll(() => database?.stop());

const step: PlanStep = {
  ...{ id: "flow", logicalId: "flow", action: "create", type: "contact-flow", title: "Flow" },
  ...{ name: "Flow", summary: "", differences: [], dependsOn: [], expects: "absent" },
  ...{ ledgerRows: [], usualSeconds: 1 },
};

beforeEach(async () => {
  await runAsOwner(database.ownerUrl, "DELETE FROM graphile_worker._private_jobs");
  deploymentId = await withTenant(tenantId, async (db) => {
    await db.deployment.updateMany({ data: { status: "failed", activeKey: null } });
    const connection = await db.connection.create({
      data: { tenantId, kind: "aws", name: randomUUID(), settings: {} },
    });
    const integration = await db.integration.create({
      data: {
        tenantId,
        blueprint: "voice",
        name: randomUUID(),
        settings: {},
        awsConnectionId: connection.id,
      },
    });
    const of = { tenantId, integrationId: integration.id, purpose: "deploy" };
    const plan = await db.plan.create({ data: { ...of, desired: [], steps: [], changes: 1 } });
    const deployment = await db.deployment.create({
      data: {
        ...of,
        planId: plan.id,
        status: "running",
        activeKey: integration.id,
        queue: "aws:111122223333:us-east-1",
      },
    });
    await db.deploymentStep.create({
      data: {
        ...{ tenantId, deploymentId: deployment.id, id: step.id, position: 0, state: "running" },
        step: toJson(step),
      },
    });
    return deployment.id;
  });
});

describe("the watchdog of deployments", () => {
  it("adds a job that was lost, once, however many watch", async () => {
    const rescues = await Promise.all([rescue(), rescue(), rescue()]);
    expect(rescues.reduce((sum, { takenUpAgain }) => sum + takenUpAgain, 0)).toBe(1);
    expect(await jobs()).toEqual([{ attempts: 0, isAvailable: true, isDue: true }]);
    expect(await rescue()).toEqual({ takenUpAgain: 0, ended: 0 });
  });

  it("starts a job anew whose attempts went with workers that died", async () => {
    await rescue();
    await runAsOwner(database.ownerUrl, "UPDATE graphile_worker._private_jobs SET attempts = max_attempts");
    expect(await rescue()).toEqual({ takenUpAgain: 1, ended: 0 });
    expect(await jobs()).toEqual([{ attempts: 0, isAvailable: true, isDue: true }]);
  });

  it("ends a deployment whose job failed by itself for good, and says what is known of its steps", async () => {
    await rescue();
    await runAsOwner(
      database.ownerUrl,
      "UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = 'job failed'",
    );
    expect(await rescue()).toEqual({ takenUpAgain: 0, ended: 1 });
    const view = await withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId));
    expect(view).toMatchObject({
      status: "stopped",
      problem: { code: "worker-gave-up" },
      mayGoOn: true,
      steps: [{ id: "flow", state: "failed", problem: { code: "step-interrupted" } }],
    });
    expect(await rescue()).toEqual({ takenUpAgain: 0, ended: 0 });
  });

  it("lets no failed job wait for hours", async () => {
    await rescue();
    await runAsOwner(
      database.ownerUrl,
      "UPDATE graphile_worker._private_jobs SET attempts = 9, run_at = now() + interval '2 hours'",
    );
    await rescue();
    const [job] = await runAsOwner<{ soon: boolean }>(
      database.ownerUrl,
      "SELECT run_at < now() + interval '61 seconds' AS soon FROM graphile_worker._private_jobs",
    );
    expect(job?.soon).toBe(true);
  });

  it("leaves alone what a worker has in hand, what waits its turn, and what has ended", async () => {
    await rescue();
    await runAsOwner(
      database.ownerUrl,
      "UPDATE graphile_worker._private_jobs SET attempts = max_attempts, locked_at = now(), locked_by = 'someone'",
    );
    expect(await rescue()).toEqual({ takenUpAgain: 0, ended: 0 });
    await runAsOwner(database.ownerUrl, "DELETE FROM graphile_worker._private_jobs");
    await withTenant(tenantId, (db) => db.deployment.updateMany({ data: { status: "succeeded" } }));
    expect(await rescue()).toEqual({ takenUpAgain: 0, ended: 0 });
    expect(await jobs()).toEqual([]);
  });
});

const rescue = () => askAsOwner(database.ownerUrl, rescueDeployments);

const jobs = () =>
  runAsOwner(
    database.ownerUrl,
    `SELECT attempts, is_available AS "isAvailable", run_at <= now() AS "isDue" FROM graphile_worker._private_jobs`,
  );
