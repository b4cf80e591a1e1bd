import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { askAsOwner } from "@/lib/jobs/ask-as-owner";
import { forgetOldJobs } from "@/lib/jobs/forget-old-jobs";
import { asTenantId } from "@/lib/kernel/ids";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";

let database: TestDatabase;
const tenantId = asTenantId(randomUUID());

beforeAll(async () => {
  database = await testDatabase();
  await withTenant(tenantId, (db) =>
    db.tenant.create({ data: { id: tenantId, slug: tenantId, name: "Acme" } }),
  );
});
afterAll(() => database?.stop());

beforeEach(() => runAsOwner(database.ownerUrl, "DELETE FROM graphile_worker._private_jobs"));

describe("jobs that will never run again", () => {
  it("go a week after they failed for good, and those that can still run stay", async () => {
    await addJob("failed-long-ago", { attempts: 10, days: 8 });
    await addJob("failed-lately", { attempts: 10, days: 6 });
    await addJob("to-be-tried-again", { attempts: 9, days: 8 });
    await addJob("in-hand", { attempts: 10, days: 8, lockedBy: "a-worker" });
    expect(await forget()).toBe(1);
    expect(await keys()).toEqual(["failed-lately", "in-hand", "to-be-tried-again"]);
  });

  it("go when they were put aside for a newer one, whose key they have lost", async () => {
    await addJob("replaced", { attempts: 10, days: 8 });
    await runAsOwner(database.ownerUrl, "UPDATE graphile_worker._private_jobs SET key = NULL");
    await addJob("replaced", { attempts: 0, days: 0 });
    expect(await forget()).toBe(1);
    expect(await keys()).toEqual(["replaced"]);
  });

  it("stay while their deployment hasn't ended: the watchdog goes by them", async () => {
    const deploymentId = await addDeployment();
    await addJob(`${tenantId}:${deploymentId}`, { attempts: 10, days: 8 });
    expect(await forget()).toBe(0);
    await withTenant(tenantId, (db) => db.deployment.updateMany({ data: { status: "stopped" } }));
    expect(await forget()).toBe(1);
  });
});

const forget = () => askAsOwner(database.ownerUrl, forgetOldJobs);

async function keys(): Promise<(string | null)[]> {
  const rows = await runAsOwner<{ key: string | null }>(
    database.ownerUrl,
    "SELECT key FROM graphile_worker._private_jobs ORDER BY key",
  );
  return rows.map(({ key }) => key);
}

interface OldJob {
  attempts: number;
  /** How long ago it last changed. */
  days: number;
  lockedBy?: string;
}

async function addJob(key: string, { attempts, days, lockedBy }: OldJob): Promise<void> {
  await runAsOwner(
    database.ownerUrl,
    "SELECT graphile_worker.add_job('apply-deployment', '{}', max_attempts := 10, job_key := $1)",
    [key],
  );
  await runAsOwner(
    database.ownerUrl,
    `UPDATE graphile_worker._private_jobs
        SET attempts = $2, updated_at = now() - make_interval(days => $3),
            locked_by = $4, locked_at = CASE WHEN $4::text IS NULL THEN NULL ELSE now() END
      WHERE key = $1`,
    [key, attempts, days, lockedBy ?? null],
  );
}

async function addDeployment(): Promise<string> {
  return withTenant(tenantId, async (db) => {
    const connection = await db.connection.create({
      data: { tenantId, kind: "aws", name: randomUUID(), settings: {} },
    });
    const integration = await db.integration.create({
      data: {
        tenantId,
        blueprint: "acme-voice",
        name: randomUUID(),
        settings: {},
        awsConnectionId: connection.id,
      },
    });
    const of = { tenantId, integrationId: integration.id, purpose: "deploy" };
    const plan = await db.plan.create({ data: { ...of, desired: [], steps: [], changes: 1 } });
    const { id } = await db.deployment.create({ data: { ...of, planId: plan.id, status: "running" } });
    return id;
  });
}
