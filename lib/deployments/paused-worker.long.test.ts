import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type FaultedInstallation, seedFaultedInstallation } from "@/lib/testing/faulted-installation";
import { runAsOwner } from "@/lib/testing/postgres";
import { until } from "@/lib/testing/until";
import { listBlueprints } from "@/lib/vendors/blueprints";

let faulted: FaultedInstallation;

beforeAll(async () => {
  faulted = await seedFaultedInstallation();
});
afterEach(() => faulted.proxy.reset());
afterAll(() => faulted?.stop());

it("changes nothing more when it wakes after another worker has taken over", async () => {
  const { proxy, installation } = faulted;
  const integrationId = await installation.createIntegration();
  const { planId } = await faulted.plan(integrationId);
  const sleeper = faulted.startWorker();
  let isPaused = false;
  proxy.decide = ({ who, operation }) => {
    // It has looked whether there is a connector, and would make one next.
    if (who === sleeper && operation === "ListVoiceConnectors" && !isPaused) {
      isPaused = true;
      faulted.workers.get(who)?.kill("SIGSTOP");
    }
    return undefined;
  };
  const deploymentId = await faulted.approve(planId);
  await until("the worker is paused between its look and its create", () => isPaused, 60_000);
  faulted.startWorker();
  expect(await faulted.ended(deploymentId)).toMatchObject({ status: "succeeded" });

  const before = proxy.calls.length;
  const pid = faulted.workers.get(sleeper)?.pid;
  faulted.workers.get(sleeper)?.kill("SIGCONT");
  await until(
    "the sleeper has given up its slot and opened another",
    async () => {
      const rows = await runAsOwner<{ count: number }>(
        installation.database.ownerUrl,
        `SELECT count(*)::int AS count FROM "WorkerBeat" WHERE "workerId" LIKE $1 AND "beatAt" > now() - interval '1 second'`,
        [`%:${pid}:%`],
      );
      return (rows[0]?.count ?? 0) >= 4;
    },
    30_000,
  );
  const changes = proxy.calls.slice(before).filter((call) => call.who === sleeper && call.changes);
  expect(changes.map(({ key }) => key)).toEqual([]);
  const inventory = await faulted.inventory();
  expect(inventory.filter((each) => each.startsWith("voice connector "))).toHaveLength(1);
  expect((await faulted.plan(integrationId)).changes).toBe(0);
}, 180_000);

it("ends by itself however often its workers die or are stopped", async () => {
  const { proxy, installation } = faulted;
  const integrationId = await installation.createIntegration({ kind: listBlueprints().at(-1)?.kind ?? "" });
  const { planId } = await faulted.plan(integrationId);
  while (faulted.workers.size < 2) faulted.startWorker();
  let ends = 0;
  proxy.decide = ({ who, changes }) => {
    if (!changes || !faulted.workers.has(who) || ends >= 4) return undefined;
    ends += 1;
    faulted.killWorker(who, ends % 2 === 0 ? "SIGTERM" : "SIGKILL");
    faulted.startWorker();
    return undefined;
  };
  const deploymentId = await faulted.approve(planId);
  // As if eight others had died before: two more deaths would have used the job up.
  await runAsOwner(
    installation.database.ownerUrl,
    "UPDATE graphile_worker._private_jobs SET attempts = greatest(attempts, 8) WHERE key LIKE '%' || $1",
    [deploymentId],
  );
  expect(await faulted.ended(deploymentId)).toMatchObject({ status: "succeeded" });
  expect(ends).toBe(4);
  proxy.reset();
  expect((await faulted.plan(integrationId)).changes).toBe(0);
}, 180_000);
