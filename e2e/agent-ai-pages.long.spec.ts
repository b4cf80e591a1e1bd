import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateContactFlowCommand, DescribeInstanceCommand } from "@aws-sdk/client-connect";
import { expect, type Page, test } from "@playwright/test";
import { openTestBench, type TestBench } from "../sandbox/calls/testing";
import { sketchFlow } from "../sandbox/flow-runner/testing/fake-world";
import { appIntegrationsState } from "../sandbox/services/cloud-control/application-store";
import { connectState } from "../sandbox/services/connect/connect-state";
import { tellSandbox } from "../sandbox/testing/tell-sandbox";
import { firstBotCustomer as bot } from "../sandbox/vendors/kore/first-bot";

const customData = { fName: "Ada", lName: "Lovelace", order: { id: 7 } };
const widgetPath = "/koreagentassist-sdk-v3/UI/agentassist-iframe.html";
let bench: TestBench;
let koreUrl: string;
let accessUrl: string;

test.beforeEach(async () => {
  bench = await openTestBench();
  koreUrl = bench.vendorUrls.kore ?? "";
  const { Instance } = await bench.connect.send(
    new DescribeInstanceCommand({ InstanceId: bench.instanceId }),
  );
  accessUrl = Instance?.InstanceAccessUrl ?? "";
});
test.afterEach(() => bench?.stop());

function signToken(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 600;
  const claims = { iss: bot.clientId, sub: "agent", aud: "https://idproxy.kore.com/authorize", exp };
  const signed = `${part({ alg: "HS256" })}.${part({ ...claims, botId: bot.botId, jti: "one" })}`;
  return `${signed}.${createHmac("sha256", bot.clientSecret).update(signed).digest("base64url")}`;
}

async function widgetOf(conversationId: string) {
  const query = new URLSearchParams({ conversationId });
  const told = await tellSandbox(`${koreUrl}/_sandbox/agent-ai/widgets?${query}`, "GET");
  return told.json();
}

/** A call whose flow sets these attributes and puts the caller into a queue. */
async function placeCall(Attributes: Record<string, string>): Promise<string> {
  const { phoneNumbers, queues } = connectState(bench.sandbox.account).data;
  const [InstanceId, end] = [bench.instanceId, { NoMatchingError: "end" }];
  const Content = sketchFlow("set", {
    set: { type: "UpdateContactAttributes", parameters: { Attributes }, next: "queue", errors: end },
    queue: {
      type: "UpdateContactTargetQueue",
      parameters: { QueueId: queues[0]?.id ?? "" },
      next: "go",
      errors: end,
    },
    go: { type: "TransferContactToQueue", next: "end", errors: { QueueAtCapacity: "end", ...end } },
    end: { type: "DisconnectParticipant" },
  });
  const { ContactFlowId } = await bench.connect.send(
    new CreateContactFlowCommand({ InstanceId, Name: "Agent AI", Type: "CONTACT_FLOW", Content }),
  );
  const number = phoneNumbers[0];
  if (number) number.flowId = ContactFlowId;
  const body = { from: "+12065550199", to: number?.number };
  const placed = await tellSandbox(`${bench.sandbox.awsUrl}/_sandbox/calls`, "POST", body);
  return ((await placed.json()) as { contactId: string }).contactId;
}

async function signInAt(page: Page): Promise<void> {
  const told = await tellSandbox(`${bench.sandbox.awsUrl}/_sandbox/connect/agents`, "GET");
  const { agents } = (await told.json()) as { agents: { username: string; password: string }[] };
  await page.getByLabel("User name").fill(agents[0]?.username ?? "");
  await page.getByLabel("Password").fill(agents[0]?.password ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A page of somebody's own around the widget. `window.heard` has its messages. */
async function openAround(page: Page, query: string): Promise<Server> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(`<script>window.heard = []; addEventListener("message", (m) => heard.push(m.data));</script>
      <iframe title="Agent AI" src="${koreUrl}${widgetPath}${query}"></iframe>`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return server;
}

const heard = (page: Page) =>
  page.evaluate(() => (Reflect.get(window, "heard") as { name?: string }[]).map(({ name }) => name));
const post = (page: Page, message: object) =>
  page.evaluate(([told, origin]) => window.frames[0]?.postMessage(told, origin as string), [
    message,
    koreUrl,
  ] as const);

test("the widget announces itself, opens by a message, follows the talk, and sums it up", async ({
  page,
}) => {
  const server = await openAround(page, "?source=page");
  try {
    await expect.poll(() => heard(page)).toEqual(["agent_assist"]);
    const urlParams = {
      ...{ token: signToken(), botid: bot.botId, agentassisturl: koreUrl, conversationid: "talk-1" },
      ...{ isCall: "true", customData: JSON.stringify(customData) },
    };
    await post(page, { name: "init_agentassist", urlParams });
    const widget = page.frameLocator("iframe");
    await expect(widget.getByRole("status")).toHaveText("Talking with Ada Lovelace");
    await expect(widget.getByRole("listitem").first()).toContainText("How can I help you");
    await expect
      .poll(() => widgetOf("talk-1").then(({ widget: one }) => one))
      .toEqual({
        loaded: true,
        customData,
      });
    // Again in the running widget: a socket more, and the first stays.
    await post(page, { name: "init_agentassist", urlParams });
    await expect.poll(() => widgetOf("talk-1").then(({ widgets }) => widgets[0].sockets)).toBe(2);
    const chatHistory = [{ type: "user", message: "My bill is wrong." }];
    const end = { name: "agentAssist.endOfConversation", conversationId: "talk-1", botId: bot.botId };
    await post(page, { ...end, payload: { chatHistory } });
    await expect.poll(() => heard(page)).toContain("agentAssist.conversation_summary");
    expect((await widgetOf("talk-1")).widgets[0]).toMatchObject({ tokenInAddress: false, summaryMade: true });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("the widget is silent without a query, and stops at custom data that isn't JSON", async ({ page }) => {
  const silent = await openAround(page, "");
  await expect(
    page.frameLocator("iframe").getByRole("heading", { name: "Simulated Agent AI" }),
  ).toBeVisible();
  expect(await heard(page)).toEqual([]);
  silent.closeAllConnections();
  silent.close();
  const query = new URLSearchParams({
    ...{ token: signToken(), botid: bot.botId, agentassisturl: koreUrl, conversationid: "talk-2" },
    customdata: "Data not found",
  });
  await page.goto(`${koreUrl}${widgetPath}?${query}`);
  await expect(page.getByRole("heading", { name: "Simulated Agent AI" })).toBeVisible();
  await expect(page.getByRole("status")).toHaveText("");
  expect((await widgetOf("talk-2")).widget).toEqual({ loaded: false });
});

test("the workspace opens an application of the agent's profile for an accepted call", async ({ page }) => {
  const { account } = bench.sandbox;
  const arn = `arn:aws:app-integrations:us-east-1:${account.accountId}:application/one`;
  const properties = {
    ...{ Name: "Agent AI", Namespace: "agent-ai", Permissions: ["Contact.Attributes.View"] },
    ApplicationSourceConfig: {
      ExternalUrlConfig: { AccessUrl: `${koreUrl}/integrations/amzn/tpa-voice/`, ApprovedOrigins: [koreUrl] },
    },
    ApplicationConfig: { ContactHandling: { Scope: "PER_CONTACT" as const } },
  };
  appIntegrationsState(account).data.applications.push({ id: "one", arn, properties });
  const { data } = connectState(account);
  data.integrations.push({ id: "association", type: "APPLICATION", arn, tags: {} });
  const profile = data.securityProfiles.find(({ name }) => name === "Agent");
  if (profile) profile.applications = [{ Namespace: "agent-ai", ApplicationPermissions: ["ACCESS"] }];
  await page.goto(`${accessUrl}/agent-app/`);
  await signInAt(page);
  const softphone = page.frameLocator("#softphone");
  await softphone.getByRole("button", { name: "Available" }).click();
  await expect(softphone.getByRole("status")).toHaveText("Available");
  const id = await placeCall({ token: signToken(), botId: bot.botId, agentassistUrl: koreUrl });
  await softphone.getByRole("button", { name: "Accept" }).click();
  await page.getByRole("navigation", { name: "Apps" }).getByRole("button", { name: "Agent AI" }).click();
  const widget = page.frameLocator('iframe[title="Agent AI"]').frameLocator("iframe");
  await expect(widget.getByRole("status")).toHaveText("Talking with user");
  await expect
    .poll(async () => (await widgetOf(id)).widgets[0] ?? {})
    .toMatchObject({ tokenInAddress: true, botId: bot.botId });
  await softphone.getByRole("button", { name: "End call" }).click();
  await softphone.getByRole("button", { name: "Close contact" }).click();
  await expect(page.locator('iframe[title="Agent AI"]')).toHaveCount(0);
});

test("the hosted page fetches the widget's credentials and opens it beside the softphone", async ({
  page,
}) => {
  const api = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "access-control-allow-origin": koreUrl });
    const { botId, clientId, clientSecret } = bot;
    const awsConnectURL = `${accessUrl}/connect/ccp-v2/`;
    const agentassistUrl = `${koreUrl}${widgetPath}`;
    response.end(
      JSON.stringify({ agentassistUrl, botId, clientId, clientSecret, languageCode: "en-US", awsConnectURL }),
    );
  });
  await new Promise<void>((done) => api.listen(0, "127.0.0.1", done));
  try {
    connectState(bench.sandbox.account).data.approvedOrigins = [koreUrl.replace("http:", "https:")];
    await page.goto(`${accessUrl}/connect/login`);
    await signInAt(page);
    await page.goto(`${koreUrl}/integrations/amzn/ccp-voice/`);
    await page
      .getByLabel("Widget credentials URL")
      .fill(`http://127.0.0.1:${(api.address() as AddressInfo).port}/credentials`);
    await page.getByRole("button", { name: "Save" }).click();
    const softphone = page.frameLocator('iframe[name="Amazon Connect CCP"]');
    await softphone.getByRole("button", { name: "Available" }).click();
    await expect(softphone.getByRole("status")).toHaveText("Available");
    const id = await placeCall({ customData: JSON.stringify(customData) });
    await softphone.getByRole("button", { name: "Accept" }).click();
    const widget = page.frameLocator('iframe[title="Agent AI"]');
    await expect(widget.getByRole("status")).toHaveText("Talking with Ada Lovelace");
    await expect.poll(async () => (await widgetOf(id)).widget).toEqual({ loaded: true, customData });
  } finally {
    api.closeAllConnections();
    api.close();
  }
});
