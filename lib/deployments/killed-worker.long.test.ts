import { type ChildProcess, spawn } from "node:child_process";
import { ListVoiceConnectorsCommand } from "@aws-sdk/client-chime-sdk-voice";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { clientsOn } from "@/lib/engine/testing/life-of-resource";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { until } from "@/lib/testing/until";
import { loadDeploymentView } from "./load-deployment-view";
import { makePlan } from "./make-plan";
import { startDeployment } from "./start-deployment";

let installation: SeededInstallation;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  installation = await seedInstallation({
    PATCHBAY_WORKER_BEAT_SECONDS: "0.2",
    PATCHBAY_WORKER_DEAD_AFTER_SECONDS: "1.5",
  });
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await installation?.stop();
});

it("goes on by itself after its worker was killed in the middle of a call, and makes nothing twice", async () => {
  const { tenantId, actor, sandbox } = installation;
  const integrationId = await installation.createIntegration();
  const { planId } = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
  // Long enough to be killed in; the account does what it was asked all the same.
  await installation.fault({
    service: "chime",
    operation: "CreateVoiceConnector",
    kind: "latency",
    milliseconds: 1_500,
    times: 1,
  });
  const first = startWorker();
  const { deploymentId } = must(await startDeployment({ tenantId, planId, actor }));
  await until(
    "the connector's step was begun",
    () =>
      withTenant(tenantId, async (db) => {
        const step = await db.deploymentStep.findFirst({ where: { deploymentId, id: "connector" } });
        return step?.attempts === 1 && step.state === "running";
      }),
    30_000,
  );
  first.kill("SIGKILL");
  startWorker();
  const ended = await until(
    "the deployment has ended",
    async () => {
      const deployment = await withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId));
      return deployment?.finishedAt === null ? undefined : deployment;
    },
    50_000,
  );
  expect(ended).toMatchObject({ status: "succeeded", problem: undefined });
  const { VoiceConnectors } = await clientsOn(sandbox).chimeVoice.send(new ListVoiceConnectorsCommand({}));
  expect(VoiceConnectors).toHaveLength(1);
  expect(must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor })).changes).toBe(0);
});

function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, ["--import", "tsx", "lib/worker/main.ts"], {
    env: { ...process.env, NODE_OPTIONS: "", PATCHBAY_LOG_LEVEL: "error" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  workers.push(worker);
  return worker;
}
