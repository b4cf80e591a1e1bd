import { GetContactAttributesCommand } from "@aws-sdk/client-connect";
import { GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { type AwsAccess, openAwsConnection } from "@/lib/aws/connect-account";
import { placeTestCall } from "@/lib/calls/place-test-call";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import { loadDeploymentView } from "@/lib/deployments/load-deployment-view";
import { makePlan } from "@/lib/deployments/make-plan";
import { retryDeployment } from "@/lib/deployments/retry-deployment";
import { runDeployment } from "@/lib/deployments/run-deployment";
import { startDeployment } from "@/lib/deployments/start-deployment";
import { loadOutputs } from "@/lib/integrations/outputs";
import { loadOverview } from "@/lib/integrations/overview";
import { loadIntegrationView, revealSecret, updateSettings } from "@/lib/integrations/store";
import { asContactId, asIntegrationId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { runAsOwner } from "@/lib/testing/postgres";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { until } from "@/lib/testing/until";

const contactId = "3f0c1c34-5b0a-4c0e-9d3a-000000000001";
let installation: SeededInstallation;
let integrationId = asIntegrationId("");
let access: AwsAccess;
let url = "";
let token = "";

beforeAll(async () => {
  installation = await seedInstallation();
  const { tenantId, actor } = installation;
  integrationId = await installation.createIntegration();
  expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  access = await openAwsConnection(tenantId, installation.awsConnectionId);
  url = (await outputsOf("api")).url ?? "";
  token = must(
    await withTenant(tenantId, (db) =>
      revealSecret(db, { tenantId, actor, id: integrationId, name: "authToken" }),
    ),
  );
});
afterEach(() => installation.clearFaults());
afterAll(() => installation?.stop());

describe("the deployed API", () => {
  it("lets nobody in without the right token, and stores nothing for them", async () => {
    expect(await post({ headers: {} })).toMatchObject({ status: 401 });
    expect(await post({ headers: { authorizationToken: "no such form" } })).toMatchObject({ status: 401 });
    const wrong = `${token.startsWith("a") ? "b" : "a"}${token.slice(1)}`;
    expect(await post({ headers: { authorizationToken: wrong } })).toMatchObject({ status: 403 });
    expect(await stored(contactId)).toBeUndefined();
  });

  it("refuses a post without a contact id, or with one that is none", async () => {
    expect(await post({ query: "" })).toMatchObject({ status: 400, body: { error: "contact-id-invalid" } });
    expect(await post({ query: "?contactId=1%20OR%201" })).toMatchObject({
      status: 400,
      body: { error: "contact-id-invalid" },
    });
  });

  it("refuses broken JSON and 25 KB in words, and stores neither", async () => {
    expect(await post({ body: '{"a": 1,' })).toMatchObject({ status: 400, body: { error: "body-not-json" } });
    const large = JSON.stringify({ text: "x".repeat(25 * 1024) });
    expect(await post({ body: large })).toMatchObject({ status: 413, body: { error: "body-too-large" } });
    expect(await stored(contactId)).toBeUndefined();
    expect(await post({ body: '{"a": 1}' })).toMatchObject({ status: 200, body: { revision: 1 } });
  });
});

describe("a contact", () => {
  it("that Connect does not know is said to be unknown", async () => {
    const opened = await openTrail(
      installation.tenantId,
      asContactId("99999999-9999-4999-8999-999999999999"),
    );
    expect(opened).toMatchObject({ ok: false, problem: { code: "contact-unknown" } });
  });

  it("whose metadata has expired gets none of it", async () => {
    const expired = "3f0c1c34-5b0a-4c0e-9d3a-000000000002";
    expect(await post({ query: `?contactId=${expired}` })).toMatchObject({ status: 200 });
    expect(await retrieve(expired)).toMatchObject({ statusCode: "200" });
    await access.clients.dynamodb.send(
      new UpdateItemCommand({
        TableName: (await outputsOf("table")).name,
        Key: { contactId: { S: expired } },
        UpdateExpression: "SET expiresAt = :past",
        ExpressionAttributeValues: { ":past": { N: "1700000000" } },
      }),
    );
    expect(await retrieve(expired)).toEqual({ statusCode: "404", body: "{}" });
  });

  it("reaches the queue without metadata when the voice agent's post is refused", async () => {
    const { tenantId, actor } = installation;
    const post = { text: "x".repeat(25 * 1024) };
    const call = { tenantId, actor, integrationId, from: "+12065550199", ending: "agent" as const, post };
    const placed = must(await placeTestCall(call));
    if (placed.kind !== "placed") throw new Error(placed.sentence);
    const ended = await until(
      "the call has ended",
      async () => {
        const state = await tellSandbox(installation.sandbox, "GET", `calls/${placed.contactId}`);
        return state.state === "ended" ? state : undefined;
      },
      30_000,
    );
    expect(ended.outcome).toBe("agent");
    const { Attributes } = await access.clients.connect.send(
      new GetContactAttributesCommand({
        InstanceId: access.instanceId,
        InitialContactId: placed.contactId,
      }),
    );
    expect(Attributes?.customData).toBeUndefined();
  });
});

describe("an account", () => {
  it("that does not allow a step is told with the missing action", async () => {
    await days(90);
    await installation.fault({ service: "logs", operation: "PutRetentionPolicy", kind: "deny" });
    const failed = await installation.deploy(integrationId);
    expect(failed).toMatchObject({ status: "failed", problem: { code: "permission-missing" } });
    expect(failed?.problem?.sentence).toContain("logs:PutRetentionPolicy");
    await installation.clearFaults();
    expect(await again(failed?.id ?? "")).toMatchObject({ status: "succeeded" });
  });

  it("that does not allow a look at the plan's time is told with the missing action, and no plan is made", async () => {
    await installation.fault({ service: "lambda", operation: "GetFunction", kind: "deny" });
    const refused = await makePlan({ ...installation, integrationId, purpose: "deploy" });
    expect(refused).toMatchObject({ ok: false, problem: { code: "permission-missing" } });
    expect(refused.ok ? "" : refused.problem.sentence).toContain("lambda:GetFunction");
  });
});

describe("a deployment", () => {
  it("whose flow Amazon Connect rejects says which block is at fault, and leaves the flow as it was", async () => {
    const settings = await settingsOf();
    await changeSettings({ queueId: "00000000-0000-4000-8000-00000000dead" });
    const failed = await installation.deploy(integrationId);
    const flow = failed?.steps.find((step) => step.id === "flow");
    expect(flow).toMatchObject({ state: "failed", problem: { code: "flow-rejected" } });
    expect(flow?.problem?.sentence).toMatch(/rejected one block \(\S+\)/);
    expect(flow?.problem?.theirWords).toContain("QueueId");

    await changeSettings(settings);
    expect((await plan()).changes).toBe(0);
  });

  it("is not begun when a name in the account is somebody else's", async () => {
    const prefix = "theirs-";
    const other = await installation.createIntegration({ prefix });
    const trust = {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    };
    const request = { ...installation, integrationId: other, purpose: "deploy" as const };
    const name = must(await makePlan(request)).steps.find((step) => step.id === "store-role")?.name;
    await access.clients.iam.send(
      new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }),
    );
    const blocked = must(await makePlan(request));
    const step = blocked.steps.find((each) => each.id === "store-role");
    expect(step).toMatchObject({ action: "conflict", problem: { code: "name-taken" } });
    expect(step?.problem?.sentence).toContain(`"${name}"`);
    expect(await startDeployment({ ...installation, planId: blocked.planId })).toMatchObject({
      problem: { code: "plan-has-conflicts" },
    });
  });

  it("that two people approve at once is started once, and the second is told who deploys", async () => {
    await changeSettings({ logRetentionDays: 120 });
    const [one, other] = [await plan(), await plan()];
    const started = await Promise.all([
      startDeployment({ ...installation, planId: one.planId }),
      startDeployment({ ...installation, planId: other.planId, actor: { name: "Grace" } }),
    ]);
    const refused = started.flatMap((each) => (each.ok ? [] : [each.problem]));
    expect(refused).toEqual([expect.objectContaining({ code: "deployment-running" })]);
    expect(refused[0]?.sentence).toMatch(/^(Owner|Grace) started a deployment of this integration at/);
    for (const each of started) if (each.ok) await run(each.value.deploymentId);
    expect((await plan()).changes).toBe(0);
  });
});

it("shows the others when one integration has settings that this console no longer understands", async () => {
  const { database, tenantId } = installation;
  const outdated = await installation.createIntegration({ prefix: "old-" });
  await runAsOwner(
    `${database.ownerUrl}?options=-c%20app.upkeep%3Don`,
    `UPDATE "Integration" SET "settings" = '{}' WHERE "id" = $1`,
    [outdated],
  );
  const overview = await loadOverview(tenantId);
  expect(overview.find((each) => each.integrationId === outdated)).toMatchObject({
    cables: [],
    problem: { code: "settings-outdated" },
  });
  const other = overview.find((each) => each.integrationId === integrationId);
  expect(other).toMatchObject({ isDeployed: true, problem: undefined });
  expect(other?.cables.length).toBeGreaterThan(0);
});

async function post({
  query = `?contactId=${contactId}`,
  body = "{}",
  headers = { authorizationToken: token },
}: {
  query?: string;
  body?: string;
  headers?: Record<string, string>;
}) {
  const answer = await fetch(`${url}${query}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function stored(id: string) {
  const { Item } = await access.clients.dynamodb.send(
    new GetItemCommand({ TableName: (await outputsOf("table")).name, Key: { contactId: { S: id } } }),
  );
  return Item;
}

/** As the flow's block asks it. */
async function retrieve(id: string): Promise<unknown> {
  const { aliasArn } = await outputsOf("retrieve-function");
  const { Payload } = await access.clients.lambda.send(
    new InvokeCommand({
      FunctionName: aliasArn,
      Payload: JSON.stringify({ Details: { Parameters: { contactId: id } } }),
    }),
  );
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

async function outputsOf(logicalId: string): Promise<Record<string, string>> {
  const outputs = await withTenant(installation.tenantId, (db) => loadOutputs(db, integrationId));
  return outputs[logicalId] ?? {};
}

async function settingsOf(): Promise<object> {
  const found = await withTenant(installation.tenantId, (db) => loadIntegrationView(db, integrationId));
  return found?.settings ?? {};
}

async function changeSettings(change: object): Promise<void> {
  const settings = { ...(await settingsOf()), ...change };
  const { tenantId, actor } = installation;
  must(
    await withTenant(tenantId, (db) => updateSettings(db, { tenantId, actor, id: integrationId, settings })),
  );
}

const days = (logRetentionDays: number) => changeSettings({ logRetentionDays });

async function plan() {
  return must(await makePlan({ ...installation, integrationId, purpose: "deploy" }));
}

async function run(deploymentId: string): Promise<void> {
  const { tenantId } = installation;
  await runDeployment({ tenantId, deploymentId }, new AbortController().signal);
}

/** "Try again", to the end. */
async function again(deploymentId: string) {
  must(await retryDeployment({ ...installation, deploymentId }));
  await run(deploymentId);
  return withTenant(installation.tenantId, (db) => loadDeploymentView(db, deploymentId));
}
