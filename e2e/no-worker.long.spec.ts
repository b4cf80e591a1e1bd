import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { openThrowawayInstallation } from "../scripts/services/throwaway-consoles.mjs";
import { expectAccessible } from "./harness/expect-accessible";
import { newPage } from "./harness/new-page";
import { signInAs } from "./harness/sign-in";

// On a console and a database of their own, which have no worker.

test("a deployment that no worker takes up says so, and ends at once when it is stopped", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const installation = await openThrowawayInstallation();
  const owner = new pg.Client({ connectionString: installation.databaseUrl, options: "-c app.upkeep=on" });
  try {
    const { address: baseURL } = await installation.startConsole();
    await owner.connect();
    const { integrationId, deploymentId } = await approveOn(owner);
    const page = await newPage(browser, { baseURL });
    await signInAs(page, installation.owner, `/sandbox/integrations/${integrationId}/runs/${deploymentId}`);
    const notice = page.locator('[data-problem="no-worker"]');
    await expect(notice).toContainText("Waiting for a worker; none is running.");
    await expect(page.getByTestId("run-status")).toHaveText("queued");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.getByRole("button", { name: "Stop deployment" }).click();
    await expect(page.getByTestId("run-status")).toHaveText("stopped");
    await expect(notice).toHaveCount(0);
    await expect(page.locator('[data-problem="stopped-by-person"]')).toContainText("0 of 1 steps succeeded");
    await page.context().close();
  } finally {
    await owner.end();
    await installation.close();
  }
});

/** An approved plan of one step, as the console leaves it to a worker. */
async function approveOn(owner: pg.Client): Promise<{ integrationId: string; deploymentId: string }> {
  const [connectionId, integrationId, planId, deploymentId] = [1, 2, 3, 4].map(() => randomUUID());
  const step = {
    id: "table",
    logicalId: "table",
    action: "create",
    type: "dynamodb-table",
    title: "DynamoDB table",
    name: "koreCcSessions",
    summary: "",
    differences: [],
    dependsOn: [],
    expects: "",
    ledgerRows: [],
    usualSeconds: 1,
  };
  const of = (sql: string, ...values: unknown[]) => owner.query(sql, values);
  const { rows } = await of(`SELECT "id" FROM "Tenant" WHERE "slug" = 'sandbox'`);
  const tenantId: unknown = rows[0]?.id;
  await of(
    `INSERT INTO "Connection" ("tenantId", "id", "kind", "name", "settings", "updatedAt")
     VALUES ($1, $2, 'aws', 'Account', '{"access":{"kind":"sandbox"}}', now())`,
    tenantId,
    connectionId,
  );
  await of(
    `INSERT INTO "Integration" ("tenantId", "id", "blueprint", "name", "settings", "awsConnectionId", "updatedAt")
     VALUES ($1, $2, 'kore-voice', 'Kore voice', '{}', $3, now())`,
    tenantId,
    integrationId,
    connectionId,
  );
  await of(
    `INSERT INTO "Plan" ("tenantId", "id", "integrationId", "purpose", "desired", "steps", "changes")
     VALUES ($1, $2, $3, 'deploy', '[]', $4, 1)`,
    tenantId,
    planId,
    integrationId,
    JSON.stringify([step]),
  );
  await of(
    `INSERT INTO "Deployment" ("tenantId", "id", "integrationId", "planId", "purpose", "activeKey")
     VALUES ($1, $2, $3, $4, 'deploy', $5)`,
    tenantId,
    deploymentId,
    integrationId,
    planId,
    integrationId,
  );
  await of(
    `INSERT INTO "DeploymentStep" ("tenantId", "deploymentId", "id", "position", "step")
     VALUES ($1, $2, 'table', 0, $3)`,
    tenantId,
    deploymentId,
    JSON.stringify(step),
  );
  return { integrationId: integrationId ?? "", deploymentId: deploymentId ?? "" };
}
