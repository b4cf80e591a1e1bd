import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { config } from "@/lib/kernel/config";
import { asTenantId, type TenantId } from "@/lib/kernel/ids";
import { testTasks } from "@/lib/testing/jobs";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { until } from "@/lib/testing/until";
import { startWorker, type Worker } from "./worker";

let database: TestDatabase;
const workers: Worker[] = [];
const children: ChildProcess[] = [];
const quick = { concurrency: 2, beatSeconds: 0.2, deadAfterSeconds: 1.5 };

beforeAll(async () => {
  database = await testDatabase({ ownServer: true });
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(() => database.stop());

function startQuickWorker(): Worker {
  const worker = startWorker({ databaseUrl: database.ownerUrl, worker: quick }, testTasks);
  workers.push(worker);
  return worker;
}

async function newTenant(): Promise<string> {
  const tenantId = asTenantId(randomUUID());
  await withTenant(tenantId, (db) =>
    db.tenant.create({ data: { id: tenantId, slug: tenantId, name: "Acme" } }),
  );
  return tenantId;
}

async function enqueueHold(tenantId: TenantId, runsToHold: number): Promise<void> {
  await withTenant(tenantId, (db) =>
    enqueueJob(
      db,
      "test-hold",
      { tenantId, runsToHold },
      { queue: "aws:111122223333:us-east-1", jobKey: "one" },
    ),
  );
}

/** The slots that are on the list of workers. */
function slots(): Promise<{ workerId: string }[]> {
  return runAsOwner(database.ownerUrl, 'SELECT "workerId" FROM "WorkerBeat"');
}

function countEvents(tenantId: TenantId, action: string): Promise<number> {
  return withTenant(tenantId, (db) => db.auditEvent.count({ where: { action } }));
}

/** A worker in a process of its own, whose deadline is long: its jobs are not freed by itself. */
function startWorkerProcess(env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", path.resolve("lib/testing/jobs.ts")], {
    env: {
      ...process.env,
      PATCHBAY_WORKER_BEAT_SECONDS: "0.2",
      PATCHBAY_WORKER_DEAD_AFTER_SECONDS: "60",
      ...env,
    },
    stdio: "ignore",
  });
  children.push(child);
  return child;
}

describe("the worker", () => {
  it("runs the job of a worker that was killed in the middle of it", async () => {
    const tenantId = asTenantId(await newTenant());
    await enqueueHold(tenantId, 1);
    const victim = startWorkerProcess();
    await until("the first run", async () => (await countEvents(tenantId, "job:run")) === 1, 20_000);
    victim.kill("SIGKILL");
    await once(victim, "exit");

    startQuickWorker();
    await until("the second run's end", async () => (await countEvents(tenantId, "job:end")) === 1, 10_000);
    expect(await countEvents(tenantId, "job:run")).toBe(2);
  });

  it("uses no attempt up by a worker's death, its stop, or its being taken for dead", async () => {
    const tenantId = asTenantId(await newTenant());
    const options = { queue: "aws:111122223333:us-east-1", jobKey: "one", maxAttempts: 1 };
    await withTenant(tenantId, (db) => enqueueJob(db, "test-hold", { tenantId, runsToHold: 3 }, options));
    const victim = startWorkerProcess();
    await until("the first run", async () => (await countEvents(tenantId, "job:run")) === 1, 30_000);
    victim.kill("SIGKILL");
    const stopped = startQuickWorker();
    await until("the second run", async () => (await countEvents(tenantId, "job:run")) === 2, 20_000);
    await stopped.stop();
    startQuickWorker();
    await until("the third run", async () => (await countEvents(tenantId, "job:run")) === 3, 20_000);
    await runAsOwner(
      database.ownerUrl,
      `DELETE FROM "WorkerBeat" WHERE "workerId" IN (SELECT locked_by FROM graphile_worker._private_jobs)`,
    );
    await until("the fourth run's end", async () => (await countEvents(tenantId, "job:end")) === 1, 20_000);
  });

  it("leaves a job aside that a newer one with its key has replaced, though its worker died", async () => {
    const tenantId = asTenantId(await newTenant());
    await enqueueHold(tenantId, 1);
    const victim = startWorkerProcess();
    await until("the first run", async () => (await countEvents(tenantId, "job:run")) === 1, 30_000);
    await enqueueHold(tenantId, 1);
    victim.kill("SIGKILL");
    startQuickWorker();
    await until("the newer job's end", async () => (await countEvents(tenantId, "job:end")) === 1, 20_000);
    const waiting = await runAsOwner(
      database.ownerUrl,
      "SELECT FROM graphile_worker._private_jobs WHERE is_available",
    );
    expect(waiting).toHaveLength(0);
  });

  it("runs a dead worker's job at once when the next one of its place starts", async () => {
    const tenantId = asTenantId(await newTenant());
    await enqueueHold(tenantId, 1);
    const victim = startWorkerProcess({ PATCHBAY_WORKER_PLACE: "this-computer" });
    await until("the first run", async () => (await countEvents(tenantId, "job:run")) === 1, 30_000);
    victim.kill("SIGKILL");
    await once(victim, "exit");
    // Silence alone would free it only after an hour.
    const patient = { ...quick, deadAfterSeconds: 3_600, place: "this-computer" };
    workers.push(startWorker({ databaseUrl: database.ownerUrl, worker: patient }, testTasks));
    await until("the second run's end", async () => (await countEvents(tenantId, "job:end")) === 1, 10_000);
  });

  it("frees a job that it was given and never heard of", async () => {
    const tenantId = asTenantId(await newTenant());
    startQuickWorker();
    await until("its slots are open", async () => (await slots()).length === 2);
    const [slot] = await slots();
    await runAsOwner(
      database.ownerUrl,
      `SELECT graphile_worker.add_job('test-hold', json_build_object('tenantId', $1::text, 'runsToHold', 0),
              queue_name := 'lost', run_at := now() + interval '1 hour', job_key := 'lost')`,
      [tenantId],
    );
    await runAsOwner(
      database.ownerUrl,
      `WITH job AS (UPDATE graphile_worker._private_jobs SET run_at = now(), attempts = 1, locked_by = $1,
                           locked_at = now() - interval '1 minute' WHERE key = 'lost')
       UPDATE graphile_worker._private_job_queues SET locked_by = $1, locked_at = now() - interval '1 minute'
        WHERE queue_name = 'lost'`,
      [slot?.workerId],
    );
    await until("the job's end", async () => (await countEvents(tenantId, "job:end")) === 1, 10_000);
  });

  it("leaves a living worker's job alone", async () => {
    const tenantId = asTenantId(await newTenant());
    await enqueueHold(tenantId, 1);
    startWorkerProcess();
    await until("the first run", async () => (await countEvents(tenantId, "job:run")) === 1, 20_000);
    startQuickWorker();
    // Far beyond the time after which the second worker takes a silent one for dead.
    const beats = async () => {
      const [row] = await runAsOwner<{ held: boolean }>(
        database.ownerUrl,
        `SELECT bool_or("beatAt" > "startedAt" + interval '4 seconds') AS held FROM "WorkerBeat"`,
      );
      return row?.held;
    };
    await until("four seconds of beats", beats, 15_000);
    expect(await countEvents(tenantId, "job:run")).toBe(1);
  });

  it("stops within two seconds and leaves the job to run again at once", async () => {
    const tenantId = asTenantId(await newTenant());
    await enqueueHold(tenantId, 1);
    const first = startQuickWorker();
    await until("the first run", async () => (await countEvents(tenantId, "job:run")) === 1);
    const before = Date.now();
    await first.stop();
    expect(Date.now() - before).toBeLessThan(2_000);
    startQuickWorker();
    await until("the second run's end", async () => (await countEvents(tenantId, "job:end")) === 1, 3_000);
  });

  it("goes on, and so does the console, after the database was restarted", async () => {
    const tenantId = asTenantId(await newTenant());
    startQuickWorker();
    await enqueueHold(tenantId, 0);
    await until("a job before", async () => (await countEvents(tenantId, "job:end")) === 1);
    await database.restart();
    await enqueueHold(tenantId, 0);
    await until("a job afterwards", async () => (await countEvents(tenantId, "job:end")) === 2, 20_000);
  });

  it("runs again what was in the middle when the database was restarted", async () => {
    const tenantId = asTenantId(await newTenant());
    const worker = startQuickWorker();
    await enqueueHold(tenantId, 1);
    await until("the first run", async () => (await countEvents(tenantId, "job:run")) === 1);
    await database.restart();
    await worker.stop();
    startQuickWorker();
    await until("the second run's end", async () => (await countEvents(tenantId, "job:end")) === 1, 20_000);
  });

  it("refuses a job for another tenant than the scope's", async () => {
    const tenantId = asTenantId(await newTenant());
    const foreign = withTenant(tenantId, (db) =>
      enqueueJob(db, "test-hold", { tenantId: asTenantId(randomUUID()) }),
    );
    await expect(foreign).rejects.toThrow(/belongs to the tenant/);
  });

  it("says that the settings' usual intervals free a dead worker's job within 30 s", () => {
    const { beatSeconds, deadAfterSeconds } = config().worker;
    const pollSeconds = 1;
    expect(deadAfterSeconds + beatSeconds + pollSeconds).toBeLessThan(30);
  });
});
