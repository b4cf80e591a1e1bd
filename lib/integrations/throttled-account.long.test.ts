import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { loadDeploymentView } from "@/lib/deployments/load-deployment-view";
import { makePlan } from "@/lib/deployments/make-plan";
import { retryDeployment } from "@/lib/deployments/retry-deployment";
import { runDeployment } from "@/lib/deployments/run-deployment";
import { loadIntegrationView, updateSettings } from "@/lib/integrations/store";
import { asIntegrationId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";

let installation: SeededInstallation;
let integrationId = asIntegrationId("");

beforeAll(async () => {
  installation = await seedInstallation();
  integrationId = await installation.createIntegration();
  expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
});
afterEach(() => installation.clearFaults());
afterAll(() => installation?.stop());

// The SDK waits longer and longer before it asks a throttled account again.
describe("an account", { timeout: 120_000 }, () => {
  it("that throttles is waited for while planning and deploying", async () => {
    await days(5);
    for (const [service, operation] of [
      ["connect", "DescribeContactFlow"],
      ["logs", "DescribeLogGroups"],
      ["logs", "PutRetentionPolicy"],
    ]) {
      await installation.fault({ service, operation, kind: "throttle", times: 2 });
    }
    expect(await installation.deploy(integrationId)).toMatchObject({
      status: "succeeded",
      problem: undefined,
    });
  });

  it("that throttles without end is named, and tried again goes on from there", async () => {
    await days(60);
    await installation.fault({ service: "logs", operation: "PutRetentionPolicy", kind: "throttle" });
    const failed = await installation.deploy(integrationId);
    expect(failed).toMatchObject({ status: "failed", problem: { code: "throttled" } });
    await installation.clearFaults();
    expect(await again(failed?.id ?? "")).toMatchObject({ status: "succeeded" });
    expect((await plan()).changes).toBe(0);
  });
});

async function days(logRetentionDays: number): Promise<void> {
  const { tenantId, actor } = installation;
  const found = await withTenant(tenantId, (db) => loadIntegrationView(db, integrationId));
  const settings = { ...found?.settings, logRetentionDays };
  must(
    await withTenant(tenantId, (db) => updateSettings(db, { tenantId, actor, id: integrationId, settings })),
  );
}

async function plan() {
  return must(await makePlan({ ...installation, integrationId, purpose: "deploy" }));
}

/** "Try again", to the end. */
async function again(deploymentId: string) {
  const { tenantId } = installation;
  must(await retryDeployment({ ...installation, deploymentId }));
  await runDeployment({ tenantId, deploymentId }, new AbortController().signal);
  return withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId));
}
