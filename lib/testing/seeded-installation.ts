import { randomUUID } from "node:crypto";
import { forgetConfig } from "@/lib/config";
import { listConnectChoices } from "@/lib/connections/list-connect-choices";
import { listConnections } from "@/lib/connections/store";
import { makePlan, type PlanPurpose } from "@/lib/deploy/make-plan";
import { readDeployment } from "@/lib/deploy/read-deployment";
import { runDeployment } from "@/lib/deploy/run-deployment";
import { startDeployment } from "@/lib/deploy/start-deployment";
import { createIntegration } from "@/lib/integrations/store";
import type { Result } from "@/lib/result";
import { withTenant } from "@/lib/tenant/scope";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { seed } from "@/prisma/seed";

/** What a first start leaves: the tenant "Sandbox" with its two connections, on a database and a sandbox of the test's own. */
export interface SeededInstallation {
  database: TestDatabase;
  sandbox: TestSandbox;
  tenantId: string;
  actor: { name: string; userId: string };
  awsConnectionId: string;
  koreConnectionId: string;
  /** Kore voice on the account's first number and first queue. */
  createKoreVoice(options?: { prefix?: string }): Promise<string>;
  /** Plans, approves and applies in this process. */
  deploy(integrationId: string, purpose?: PlanPurpose): ReturnType<typeof readDeployment>;
  /** PUT adds a fault to the account, DELETE takes all away. */
  fault(body: object): Promise<void>;
  clearFaults(): Promise<void>;
  stop(): Promise<void>;
}

export async function seedInstallation(env: Record<string, string> = {}): Promise<SeededInstallation> {
  const [database, sandbox] = await Promise.all([testDatabase(), startSandbox()]);
  Object.assign(process.env, {
    PATCHBAY_SANDBOX_URL: sandbox.awsUrl,
    PATCHBAY_KORE_SANDBOX_URL: sandbox.koreUrl,
    PATCHBAY_ASAPP_SANDBOX_URL: sandbox.asappUrl,
    PATCHBAY_SANDBOX_ACCESS_KEY_ID: sandbox.accessKeyId,
    PATCHBAY_SANDBOX_SECRET_ACCESS_KEY: sandbox.secretAccessKey,
    ...env,
  });
  forgetConfig();
  await seed();
  const [row] = await runAsOwner<{ tenant: string; user: string }>(
    database.ownerUrl,
    `SELECT "tenantId" AS tenant, "userId" AS user FROM "Membership"`,
  );
  const tenantId = row?.tenant ?? "";
  const actor = { name: "Owner", userId: row?.user ?? "" };
  const connections = await withTenant(tenantId, (db) => listConnections(db));
  const idOf = (kind: string) => connections.find((each) => each.kind === kind)?.id ?? "";
  const [awsConnectionId, koreConnectionId] = [idOf("aws"), idOf("kore")];

  async function control(method: string, body?: object): Promise<void> {
    const answer = await fetch(`${sandbox.awsUrl}/_sandbox/faults`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`The sandbox refused the fault: ${answer.status}`);
  }

  return {
    database,
    sandbox,
    tenantId,
    actor,
    awsConnectionId,
    koreConnectionId,
    async createKoreVoice({ prefix } = {}) {
      const choices = must(await listConnectChoices(tenantId, awsConnectionId));
      const made = await withTenant(tenantId, (db) =>
        createIntegration(db, {
          tenantId,
          actor,
          blueprint: "kore-voice",
          name: `Kore voice ${randomUUID().slice(0, 4)}`,
          ...(prefix === undefined ? {} : { prefix }),
          settings: {
            queueId: choices.queues.find((each) => each.name === "BasicQueue")?.id,
            entry: { kind: "numbers", testNumbers: [choices.phoneNumbers[0]?.name] },
          },
          awsConnectionId,
          vendorConnections: { kore: koreConnectionId },
        }),
      );
      return must(made).id;
    },
    async deploy(integrationId, purpose = "deploy") {
      const { planId } = must(await makePlan({ tenantId, integrationId, purpose, actor }));
      const { deploymentId } = must(await startDeployment({ tenantId, planId, actor }));
      await runDeployment({ tenantId, deploymentId }, new AbortController().signal);
      return withTenant(tenantId, (db) => readDeployment(db, deploymentId));
    },
    fault: (body) => control("PUT", body),
    clearFaults: () => control("DELETE"),
    async stop() {
      await Promise.all([database.stop(), sandbox.stop()]);
    },
  };
}

/** The value, or the problem as the test's failure. */
export function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.sentence}`);
  return result.value;
}
