import { request } from "node:http";
import { DescribeInstanceCommand, ListInstancesCommand } from "@aws-sdk/client-connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestSandbox, type SandboxUnderTest } from "../../../testing/open-test-sandbox";
import { appIntegrationsState } from "../../cloud-control/application-store";
import { connectState } from "../connect-state";

let sandbox: SandboxUnderTest;
let agent: { username: string; password: string; userId: string };

beforeAll(async () => {
  sandbox = await openTestSandbox();
  const { body } = await sandbox.control("GET", "/_sandbox/connect/agents");
  [agent] = (body as { agents: [typeof agent] }).agents;
});
afterAll(() => sandbox.stop());

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A request as a browser makes it: to this machine, under the instance's own name. */
function ask(path: string, { method = "GET", headers = {}, body = "" }: Asked = {}) {
  const { port } = new URL(sandbox.awsUrl);
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((done, fail) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method,
        headers: { host: `patchbay-sandbox.localhost:${port}`, ...headers },
      },
      (answer) => {
        let text = "";
        answer.on("data", (part) => {
          text += part;
        });
        answer.on("end", () => done({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    sent.on("error", fail);
    sent.end(body);
  });
}

async function signIn(password = agent.password) {
  const body = new URLSearchParams({ username: agent.username, password }).toString();
  const answer = await ask("/connect/login", { method: "POST", body });
  return { ...answer, cookie: String(answer.headers["set-cookie"] ?? "").split(";")[0] ?? "" };
}

const json = { "content-type": "application/json" };

test("tells its access URL as an address of this machine under the instance's alias", async () => {
  const { connect } = sandbox.clients();
  const { InstanceSummaryList } = await connect.send(new ListInstancesCommand({}));
  const { Instance } = await connect.send(
    new DescribeInstanceCommand({ InstanceId: InstanceSummaryList?.[0]?.Id }),
  );
  expect(Instance?.InstanceAccessUrl).toBe(
    `http://patchbay-sandbox.localhost:${new URL(sandbox.awsUrl).port}`,
  );
});

test("leads whoever isn't signed in to a sign-in page that can't be framed", async () => {
  const first = await ask("/connect/ccp-v2/");
  expect([first.status, first.headers.location]).toEqual([
    302,
    "/connect/login?destination=%2Fconnect%2Fccp-v2%2F",
  ]);
  const page = await ask(String(first.headers.location));
  expect(page.headers["content-security-policy"]).toBe("frame-ancestors 'none'");
  expect((await ask("/connect/api/snapshot")).status).toBe(401);
});

test("signs an agent in with their password alone, for frames of other sites too", async () => {
  const wrong = await signIn("another");
  expect([wrong.status, wrong.cookie]).toEqual([401, ""]);
  const right = await signIn();
  expect([right.status, right.headers.location]).toEqual([302, "/connect/ccp-v2/"]);
  expect(String(right.headers["set-cookie"])).toMatch(/; HttpOnly; Secure; SameSite=None;/);
  expect((await ask("/ccp-v2/", { headers: { cookie: right.cookie } })).status).toBe(200);
});

test("refuses a session that someone changed or that another account's key signed", async () => {
  const { cookie } = await signIn();
  const later = cookie.replace(/\.(\d+)\./, (_, until) => `.${Number(until) + 1}.`);
  expect((await ask("/connect/ccp-v2/", { headers: { cookie: later } })).status).toBe(302);
});

test("never leads to another site after signing in, and takes no form from one", async () => {
  const path = `/connect/login?destination=${encodeURIComponent("//evil.example/ccp-v2")}`;
  const body = new URLSearchParams(agent).toString();
  expect((await ask(path, { method: "POST", body })).headers.location).toBe("/connect/ccp-v2/");
  const foreign = await ask(path, { method: "POST", body, headers: { origin: "http://evil.example" } });
  expect(foreign.status).toBe(403);
});

test("is framed by the instance's approved origins only", async () => {
  const { cookie } = await signIn();
  const policy = async () =>
    (await ask("/connect/ccp-v2/", { headers: { cookie } })).headers["content-security-policy"];
  expect(await policy()).toBe("frame-ancestors 'self'");
  connectState(sandbox.account).data.approvedOrigins = ["https://crm.example.com"];
  expect(await policy()).toBe("frame-ancestors 'self' https://crm.example.com");
});

test("shows an agent who is offline until they choose to be available", async () => {
  const { cookie } = await signIn();
  const first = JSON.parse((await ask("/connect/api/snapshot", { headers: { cookie } })).text);
  expect(first.snapshot.state).toMatchObject({ name: "Offline", type: "offline" });
  const body = JSON.stringify({ method: "putAgentState", params: { state: { name: "Available" } } });
  const next = ask(`/connect/api/snapshot?after=${first.revision}`, { headers: { cookie } });
  const put = await ask("/connect/api/call", { method: "POST", headers: { cookie, ...json }, body });
  expect(JSON.parse(put.text)).toEqual({ data: {} });
  expect(JSON.parse((await next).text).snapshot.state).toMatchObject({ name: "Available", type: "routable" });
});

test("says of a method that it doesn't have that it doesn't, and takes no form for one", async () => {
  const { cookie } = await signIn();
  const body = JSON.stringify({ method: "createOutboundContact", params: {} });
  const answer = await ask("/connect/api/call", { method: "POST", headers: { cookie, ...json }, body });
  expect(JSON.parse(answer.text).err.message).toBe(
    "The sandbox's softphone doesn't answer createOutboundContact.",
  );
  const form = await ask("/connect/api/call", { method: "POST", headers: { cookie }, body });
  expect(form.status).toBe(415);
});

test("serves the softphone's script, and no file besides", async () => {
  const script = await ask("/connect/assets/softphone.js");
  expect([script.status, script.text.includes("agent::update")]).toEqual([200, true]);
  expect((await ask("/connect/assets/..%2Fsession.ts")).status).toBe(404);
});

test("lists the applications that are associated and in the agent's security profile with access", async () => {
  const { account } = sandbox;
  const { data } = connectState(account);
  const add = (name: string, changes: object = {}) => {
    const arn = `arn:aws:app-integrations:us-east-1:${account.accountId}:application/${name}`;
    const ExternalUrlConfig = { AccessUrl: `https://${name}.example.com/app`, ApprovedOrigins: [] };
    const properties = {
      Name: name,
      Namespace: name,
      ApplicationSourceConfig: { ExternalUrlConfig },
      ...changes,
    };
    appIntegrationsState(account).data.applications.push({ id: name, arn, properties });
    return arn;
  };
  const associate = (arn: string) => data.integrations.push({ id: arn, type: "APPLICATION", arn, tags: {} });
  const profileOf = (name: string) => data.securityProfiles.find((one) => one.name === name);
  associate(add("allowed", { IframeConfig: { Allow: ["clipboard-write"] } }));
  associate(add("without-access"));
  associate(add("of-admins"));
  add("not-associated");
  const entry = (Namespace: string, ApplicationPermissions = ["ACCESS"]) => ({
    Namespace,
    ApplicationPermissions,
  });
  Object.assign(profileOf("Agent") ?? {}, {
    applications: [entry("allowed"), entry("without-access", []), entry("not-associated")],
  });
  Object.assign(profileOf("Admin") ?? {}, { applications: [entry("of-admins")] });
  const { cookie } = await signIn();
  const list = async () => JSON.parse((await ask("/connect/api/applications", { headers: { cookie } })).text);
  expect((await list()).applications).toEqual([
    {
      ...{ name: "allowed", namespace: "allowed", accessUrl: "https://allowed.example.com/app" },
      ...{ origins: ["https://allowed.example.com"], perContact: false, permissions: [] },
      ...{ sandbox: "allow-forms allow-popups allow-same-origin allow-scripts", allow: "clipboard-write" },
      initializationTimeoutMs: 5_000,
    },
  ]);
  const path = `/_sandbox/connect/agents/${agent.username}`;
  await sandbox.control("PUT", path, { securityProfiles: ["Admin"] });
  expect((await list()).applications).toMatchObject([{ name: "of-admins" }]);
  expect((await ask("/connect/api/applications")).status).toBe(401);
});

test("opens an application on this machine over http, which alone it has there", async () => {
  const { account } = sandbox;
  const arn = `arn:aws:app-integrations:us-east-1:${account.accountId}:application/here`;
  const ExternalUrlConfig = { AccessUrl: "https://127.0.0.1:4801/app/", ApprovedOrigins: [] };
  const properties = { Name: "here", Namespace: "here", ApplicationSourceConfig: { ExternalUrlConfig } };
  appIntegrationsState(account).data.applications.push({ id: "here", arn, properties });
  const { data } = connectState(account);
  data.integrations.push({ id: arn, type: "APPLICATION", arn, tags: {} });
  const applications = [{ Namespace: "here", ApplicationPermissions: ["ACCESS"] }];
  Object.assign(data.securityProfiles.find(({ name }) => name === "Admin") ?? {}, { applications });
  const { cookie } = await signIn();
  const { text } = await ask("/connect/api/applications", { headers: { cookie } });
  expect(JSON.parse(text).applications).toMatchObject([
    { accessUrl: "http://127.0.0.1:4801/app/", origins: ["http://127.0.0.1:4801"] },
  ]);
});
