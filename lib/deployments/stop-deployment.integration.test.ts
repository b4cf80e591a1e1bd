import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { archiveTenant, restoreTenant } from "@/lib/access/tenant/change-tenant";
import { withTenant } from "@/lib/access/tenant/scope";
import { LeaseLost } from "@/lib/jobs/lease";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import { log } from "@/lib/kernel/log";
import { approvePlan } from "@/lib/testing/approve-plan";
import { must } from "@/lib/testing/must";
import { runAsOwner } from "@/lib/testing/postgres";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { until } from "@/lib/testing/until";
import { endDeployment } from "./deployment-store";
import { changeHeld, confirmHold, HoldLost, takeUp } from "./hold-deployment";
import { loadDeploymentView } from "./load-deployment-view";
import { makePlan } from "./make-plan";
import { retryDeployment } from "./retry-deployment";
import { runDeployment } from "./run-deployment";
import { startDeployment } from "./start-deployment";
import { stopDeployment } from "./stop-deployment";

let installation: SeededInstallation;
let integrationId = asIntegrationId("");
let deploymentId = "";
const goOn = () => new AbortController().signal;

beforeAll(async () => {
  installation = await seedInstallation();
});
beforeEach(async () => {
  integrationId = await installation.createIntegration({ prefix: `s${randomUUID().slice(0, 6)}-` });
  deploymentId = await approve("deploy");
});
afterEach(async () => {
  await installation.clearFaults();
  await setWorkers(0);
  // What a test has left in the account would stand in the next one's way: the number is one and the same.
  if ((await view())?.finishedAt === null) must(await stopDeployment(request()));
  await installation.deploy(integrationId, "remove").catch(() => undefined);
});
afterAll(() => installation?.stop());

describe("stopping a deployment", () => {
  it("ends one at once that no worker has begun, also while workers live", async () => {
    await setWorkers(1);
    expect(must(await stopDeployment(request()))).toBe("ended");
    await runDeployment(key(), goOn());
    const stopped = await view();
    expect(stopped).toMatchObject({
      status: "stopped",
      problem: {
        code: "stopped-by-person",
        sentence: expect.stringContaining("Owner stopped this deployment"),
      },
      mayGoOn: true,
    });
    expect(new Set(stopped?.steps.map(({ state }) => state))).toEqual(new Set(["blocked"]));
    expect(await deployed()).toBe(0);
  });

  it("lets the steps in hand finish and begins no other, and goes on from there", async () => {
    await setWorkers(1);
    const connector = { service: "chime", operation: "CreateVoiceConnector" };
    await installation.fault({ ...connector, kind: "latency", milliseconds: 2_000, times: 1 });
    const run = runDeployment(key(), goOn());
    await until("the connector's step was begun", async () => {
      const step = (await view())?.steps.find(({ id }) => id === "connector");
      return step?.state === "running";
    });
    expect(must(await stopDeployment(request()))).toBe("stopping");
    expect(await view()).toMatchObject({ status: "running", stopRequestedBy: "Owner" });
    expect(await stopDeployment(request())).toMatchObject({ problem: { code: "deployment-stopping" } });
    await run;

    const stopped = await view();
    expect(stopped).toMatchObject({ status: "stopped", problem: { code: "stopped-by-person" } });
    const states = Object.fromEntries(stopped?.steps.map(({ id, state }) => [id, state]) ?? []);
    expect(states).toMatchObject({ connector: "done", flow: "blocked" });
    expect(Object.values(states)).not.toContain("running");
    expect(await stopDeployment(request())).toMatchObject({ problem: { code: "deployment-ended" } });

    must(await retryDeployment(request()));
    await runDeployment(key(), goOn());
    expect(await view()).toMatchObject({ status: "succeeded", problem: undefined });
    const { tenantId, actor } = installation;
    expect(must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor })).changes).toBe(0);
  });

  it("leaves one that nobody goes on with, or approves anew, once the tenant is archived", async () => {
    must(await stopDeployment(request()));
    const { tenantId, actor } = installation;
    const { planId } = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
    must(await archiveTenant({ tenantId, actor }));
    try {
      const refused = { problem: { code: "tenant-archived" } };
      expect(await retryDeployment(request())).toMatchObject(refused);
      expect(await startDeployment({ tenantId, planId, actor })).toMatchObject(refused);
      expect(await view()).toMatchObject({ status: "stopped" });
    } finally {
      must(await restoreTenant({ tenantId, actor }));
    }
  });

  it("can be followed by a removal of what was done", async () => {
    const stopping = await stopInTheMiddle();
    expect(stopping.doneSteps).toBeGreaterThan(0);
    expect(await installation.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
    expect(await deployed()).toBe(0);
    expect(await retryDeployment(request())).toMatchObject({ problem: { code: "newer-deployment" } });
  });

  it("ends one at once that no living worker has in hand, and says which steps may be half done", async () => {
    const dying = new AbortController();
    await installation.fault({
      service: "iam",
      operation: "CreateRole",
      kind: "latency",
      milliseconds: 60_000,
    });
    const run = runDeployment(key(), dying.signal).catch(() => undefined);
    await until("a role's step has begun its change", async () => (await attempts("store-role")) === 1);
    dying.abort(new Error("killed"));
    await run;
    await installation.clearFaults();
    expect(await view()).toMatchObject({ status: "running", waiting: { kind: "no-worker" } });

    expect(must(await stopDeployment(request()))).toBe("ended");
    const stopped = await view();
    expect(stopped).toMatchObject({ status: "stopped", waiting: undefined });
    expect(stopped?.steps.find(({ id }) => id === "store-role")).toMatchObject({
      state: "failed",
      problem: { code: "step-interrupted" },
    });
    must(await retryDeployment(request()));
    await runDeployment(key(), goOn());
    expect(await view()).toMatchObject({ status: "succeeded" });
  });

  it("is answered clearly to everybody who stops at once", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => stopDeployment(request())));
    const codes = answers.map((each) => (each.ok ? each.value : each.problem.code));
    expect(codes.sort()).toEqual(["deployment-ended", "deployment-ended", "ended"]);
  });

  it("comes before or after the end, never beside it", async () => {
    await setWorkers(1);
    const hold = await takeUp(key(), undefined);
    if (hold === undefined) throw new Error("it was not taken up");
    const [stop] = await Promise.all([
      stopDeployment(request()),
      endDeployment(hold, { status: "succeeded", problem: undefined }),
    ]);
    expect(stop.ok ? stop.value : stop.problem.code).toMatch(/^(stopping|deployment-ended)$/);
    expect(await view()).toMatchObject({ status: "succeeded", waiting: undefined });
  });

  it("is over for whoever holds it once it has ended, also where an older console ended it", async () => {
    const hold = await takeUp(key(), undefined);
    if (hold === undefined) throw new Error("it was not taken up");
    await confirmHold(hold);
    await withTenant(installation.tenantId, (db) =>
      db.deployment.updateMany({
        where: { id: deploymentId },
        data: { status: "stopped", activeKey: null, finishedAt: new Date() },
      }),
    );
    await expect(confirmHold(hold)).rejects.toBeInstanceOf(HoldLost);
    expect(await takeUp(key(), undefined)).toBeUndefined();
  });

  it("does not exist for another tenant", async () => {
    expect(await stopDeployment({ ...request(), tenantId: asTenantId(randomUUID()) })).toMatchObject({
      problem: { code: "deployment-not-found" },
    });
    expect(await view()).toMatchObject({ status: "queued" });
  });
});

describe("a worker that no longer has its deployment", () => {
  it("writes nothing any more once another one has taken it up", async () => {
    const first = await takeUp(key(), "a");
    const second = await takeUp(key(), "b");
    if (first === undefined || second === undefined) throw new Error("it was not taken up");
    const ending = { status: "failed", problem: undefined } as const;
    await expect(endDeployment(first, ending)).rejects.toThrow("no longer holds this deployment");
    expect(await view()).toMatchObject({ status: "running" });
    await endDeployment(second, ending);
    expect(await view()).toMatchObject({ status: "failed" });
  });

  it("comes to the end of what it writes before another one has taken it up", async () => {
    const hold = await takeUp(key(), "a");
    if (hold === undefined) throw new Error("it was not taken up");
    const order: string[] = [];
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let hasBegun = false;
    const change = changeHeld(hold, async () => {
      hasBegun = true;
      await finished;
      order.push("written");
    });
    await until("it writes", () => hasBegun);
    const other = takeUp(key(), "b").then(() => order.push("taken up"));
    await until(
      "the other one waits, or is through",
      async () => order.length > 0 || (await waitingForLocks()) > 0,
    );
    finish();
    await Promise.all([change, other]);
    expect(order).toEqual(["written", "taken up"]);
  });

  it("changes nothing more in AWS once its lease is lost, and leaves its steps for the next one", async () => {
    let changes = 0;
    const lease = {
      workerId: "paused",
      silences: 0,
      async hold() {
        changes += 1;
        if (changes > 3) throw new LeaseLost();
      },
    };
    await expect(runDeployment(key(), goOn(), lease)).rejects.toBeInstanceOf(LeaseLost);
    const left = await view();
    expect(left).toMatchObject({ status: "running", problem: undefined });
    expect(left?.steps.filter(({ state }) => state === "failed")).toEqual([]);
    await runDeployment(key(), goOn());
    expect(await view()).toMatchObject({ status: "succeeded" });
  });

  it("takes no step for failed, and reports nothing as unexpected, when another one has taken it up", async () => {
    const told = vi.spyOn(log, "error");
    let other: Promise<unknown> | undefined;
    const lease = {
      workerId: "overtaken",
      silences: 0,
      async hold() {
        other ??= takeUp(key(), "other");
        await other;
      },
    };
    await expect(runDeployment(key(), goOn(), lease)).rejects.toBeInstanceOf(LeaseLost);
    expect(told).not.toHaveBeenCalled();
    expect((await view())?.steps.filter(({ state }) => state === "failed")).toEqual([]);
    await runDeployment(key(), goOn());
    expect(await view()).toMatchObject({ status: "succeeded" });
  });

  it("does not trust a lease that was silent in between: the deployment may have ended meanwhile", async () => {
    let pause: Promise<unknown> | undefined;
    const lease = {
      workerId: "paused",
      silences: 0,
      async hold() {
        pause ??= setWorkers(0).then(() => stopDeployment(request()));
        await pause;
        lease.silences = 1;
      },
    };
    await runDeployment(key(), goOn(), lease);
    expect(await view()).toMatchObject({ status: "stopped", problem: { code: "stopped-by-person" } });
    expect(await deployed()).toBe(0);
  });
});

const key = () => ({ tenantId: installation.tenantId, deploymentId });
const request = () => ({ ...key(), actor: installation.actor });
const view = () => withTenant(installation.tenantId, (db) => loadDeploymentView(db, deploymentId));

async function approve(purpose: "deploy" | "remove"): Promise<string> {
  const { tenantId, actor } = installation;
  const { planId } = must(await makePlan({ tenantId, integrationId, purpose, actor }));
  return approvePlan({ tenantId, planId, actor });
}

/** Our record's things that are in the account. */
function deployed(): Promise<number> {
  const where = { integrationId, physicalId: { not: "" } };
  return withTenant(installation.tenantId, (db) => db.managedResource.count({ where }));
}

async function waitingForLocks(): Promise<number> {
  const [row] = await runAsOwner<{ count: number }>(
    installation.database.ownerUrl,
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return row?.count ?? 0;
}

async function attempts(stepId: string): Promise<number | undefined> {
  const where = { deploymentId, id: stepId };
  return (await withTenant(installation.tenantId, (db) => db.deploymentStep.findFirst({ where })))?.attempts;
}

async function setWorkers(count: number): Promise<void> {
  const { ownerUrl } = installation.database;
  await runAsOwner(ownerUrl, `DELETE FROM "WorkerBeat"`);
  for (let index = 0; index < count; index += 1) {
    await runAsOwner(
      ownerUrl,
      `INSERT INTO "WorkerBeat" ("workerId", "beatAt") VALUES ($1, now() + interval '1 hour')`,
      [`test:${index}`],
    );
  }
}

async function stopInTheMiddle(): Promise<{ doneSteps: number }> {
  await setWorkers(1);
  await installation.fault({
    service: "lambda",
    operation: "CreateFunction",
    kind: "latency",
    milliseconds: 1_500,
    times: 1,
  });
  const run = runDeployment(key(), goOn());
  await until("a function's step was begun", async () => (await attempts("store-function")) === 1, 20_000);
  must(await stopDeployment(request()));
  await run;
  const stopped = await view();
  expect(stopped).toMatchObject({ status: "stopped" });
  return { doneSteps: stopped?.steps.filter(({ state }) => state === "done").length ?? 0 };
}
