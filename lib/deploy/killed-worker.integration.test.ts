import { type ChildProcess, spawn } from "node:child_process";
import { ListVoiceConnectorsCommand } from "@aws-sdk/client-chime-sdk-voice";
import { afterAll, beforeAll, expect, it } from "vitest";
import { forgetConfig } from "@/lib/config";
import { listConnectChoices } from "@/lib/connections/list-connect-choices";
import { listConnections } from "@/lib/connections/store";
import { makePlan } from "@/lib/deploy/make-plan";
import { readDeployment } from "@/lib/deploy/read-deployment";
import { startDeployment } from "@/lib/deploy/start-deployment";
import { clientsOn } from "@/lib/deploy/testing/life-of-resource";
import { createIntegration } from "@/lib/integrations/store";
import type { Result } from "@/lib/result";
import { withTenant } from "@/lib/tenant/scope";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { until } from "@/lib/testing/until";
import { seed } from "@/prisma/seed";

const actor = { name: "Ada" };
let database: TestDatabase;
let sandbox: TestSandbox;
let tenantId = "";
const workers: ChildProcess[] = [];

beforeAll(async () => {
  [database, sandbox] = await Promise.all([testDatabase(), startSandbox()]);
  Object.assign(process.env, {
    PATCHBAY_SANDBOX_URL: sandbox.awsUrl,
    PATCHBAY_KORE_SANDBOX_URL: sandbox.koreUrl,
    PATCHBAY_SANDBOX_ACCESS_KEY_ID: sandbox.accessKeyId,
    PATCHBAY_SANDBOX_SECRET_ACCESS_KEY: sandbox.secretAccessKey,
    PATCHBAY_WORKER_BEAT_SECONDS: "0.2",
    PATCHBAY_WORKER_DEAD_AFTER_SECONDS: "1.5",
  });
  forgetConfig();
  await seed();
  const [row] = await runAsOwner<{ id: string }>(database.ownerUrl, `SELECT "id" FROM "Tenant"`);
  tenantId = row?.id ?? "";
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await Promise.all([database?.stop(), sandbox?.stop()]);
});

it("goes on by itself after its worker was killed in the middle of a call, and makes nothing twice", async () => {
  const integrationId = await koreVoice();
  const { planId } = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
  // Long enough to be killed in; the account does what it was asked all the same.
  await fault({
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
      const deployment = await withTenant(tenantId, (db) => readDeployment(db, deploymentId));
      return deployment?.finishedAt === null ? undefined : deployment;
    },
    50_000,
  );
  expect(ended).toMatchObject({ status: "succeeded", problem: undefined });
  const { VoiceConnectors } = await clientsOn(sandbox).chimeVoice.send(new ListVoiceConnectorsCommand({}));
  expect(VoiceConnectors).toHaveLength(1);
  expect(must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor })).changes).toBe(0);
});

async function koreVoice(): Promise<string> {
  const connections = await withTenant(tenantId, (db) => listConnections(db));
  const idOf = (kind: string) => connections.find((each) => each.kind === kind)?.id ?? "";
  const choices = must(await listConnectChoices(tenantId, idOf("aws")));
  const made = await withTenant(tenantId, (db) =>
    createIntegration(db, {
      tenantId,
      actor,
      blueprint: "kore-voice",
      name: "Kore voice",
      settings: {
        queueId: choices.queues[0]?.id,
        entry: { kind: "numbers", testNumbers: [choices.phoneNumbers[0]?.name] },
      },
      awsConnectionId: idOf("aws"),
      vendorConnections: { kore: idOf("kore") },
    }),
  );
  return must(made).id;
}

function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, ["--import", "tsx", "lib/jobs/main.ts"], {
    env: { ...process.env, NODE_OPTIONS: "", PATCHBAY_LOG_LEVEL: "error" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  workers.push(worker);
  return worker;
}

async function fault(body: object): Promise<void> {
  const response = await fetch(`${sandbox.awsUrl}/_sandbox/faults`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
}

function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.sentence}`);
  return result.value;
}
