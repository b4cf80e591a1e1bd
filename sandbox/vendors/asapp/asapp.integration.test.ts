import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { tellSandbox, testControlKey } from "../../testing/tell-sandbox";
import { errorStatuses } from "./forced-answers";
import { createAsappServer } from "./server";

let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "asapp-"));
  server = createAsappServer(folder, testControlKey);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => tellSandbox(`${url}/_sandbox/reset`, "POST"));

const credentials = { "asapp-api-id": "asapp-sandbox-0001", "asapp-api-secret": "asapp-sandbox-api-secret" };

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = credentials,
) {
  const response = path.startsWith("/_")
    ? await tellSandbox(url + path, method, body)
    : await fetch(url + path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
  const text = await response.text();
  return { status: response.status, body: text.startsWith("{") ? JSON.parse(text) : text };
}

const transfers = "/generativeagent/v1/call-transfers";
const wanted = (id: string, changes: object = {}) => ({
  id,
  externalConversationId: "contact-1",
  type: "PHONE_NUMBER",
  phoneNumber: { country: "US" },
  inputContext: { taskName: "Billing", inputVariables: { customerId: "42" } },
  ...changes,
});

async function dial(to: string, scenario: object) {
  const response = await tellSandbox(`${url}/_pstn/calls`, "POST", {
    to,
    from: "+12065550199",
    scenario: { talkSeconds: 0, ...scenario },
  });
  const text = await response.text();
  return response.status === 200
    ? text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).event)
    : response.status;
}

it("assigns a number, takes its call, and returns the context once the transfer is completed", async () => {
  expect(await ask("GET", "/v1/health")).toEqual({ status: 200, body: { healthCheck: "SUCCESS" } });
  const made = await ask("POST", transfers, wanted("t-1"));
  expect(made).toMatchObject({
    status: 200,
    body: {
      id: "t-1",
      externalConversationId: "contact-1",
      status: "ACTIVE",
      type: "PHONE_NUMBER",
      phoneNumber: { transferNumber: expect.stringMatching(/^\+1888555\d{4}$/), country: "US" },
    },
  });
  const { transferNumber, expiresAt } = made.body.phoneNumber;
  expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(50_000);
  const other = await ask("POST", transfers, wanted("t-2"));
  expect(other.body.phoneNumber.transferNumber).not.toBe(transferNumber);

  const scenario = {
    ending: "system",
    taskName: "Refund",
    referenceVariables: { caseId: "7" },
    settleMilliseconds: 0,
  };
  expect(await dial(transferNumber, scenario)).toEqual(["answered", "hung-up"]);
  expect((await ask("GET", `${transfers}/t-1`)).body).toMatchObject({
    status: "COMPLETED",
    createdAt: expect.any(String),
    callReceivedAt: expect.any(String),
    completedAt: expect.any(String),
    inputContext: { taskName: "Billing", inputVariables: { customerId: "42" } },
    outputContext: {
      transferType: "SYSTEM",
      currentTaskName: "Refund",
      referenceVariables: { caseId: "7" },
      transferVariables: {},
    },
  });
});

it("stays ONGOING until it settles, and returns no context where there is none", async () => {
  const { body } = await ask("POST", transfers, wanted("t-1"));
  await dial(body.phoneNumber.transferNumber, { ending: "no-context", settleMilliseconds: 150 });
  const reading = await ask("GET", `${transfers}/t-1`);
  expect(reading.body.status).toBe("ONGOING");
  await expect.poll(async () => (await ask("GET", `${transfers}/t-1`)).body.status).toBe("COMPLETED");
  expect((await ask("GET", `${transfers}/t-1`)).body).not.toHaveProperty("outputContext");
});

it("returns no context when the caller hangs up", async () => {
  const { body } = await ask("POST", transfers, wanted("t-1"));
  const caller = new AbortController();
  const call = await tellSandbox(
    `${url}/_pstn/calls`,
    "POST",
    {
      to: body.phoneNumber.transferNumber,
      scenario: { ending: "caller-hangs-up", settleMilliseconds: 0 },
    },
    { signal: caller.signal },
  );
  await call.body?.getReader().read();
  expect((await ask("GET", `${transfers}/t-1`)).body.status).toBe("ONGOING");
  caller.abort();
  await expect.poll(async () => (await ask("GET", `${transfers}/t-1`)).body.status).toBe("COMPLETED");
  expect((await ask("GET", `${transfers}/t-1`)).body).not.toHaveProperty("outputContext");
});

it("expires a number after its lifetime", async () => {
  await ask("PUT", "/_sandbox/accounts/asapp-sandbox-0001", { numberLifeSeconds: 0.05, oldSpellings: true });
  const { body } = await ask("POST", transfers, wanted("t-1"));
  expect(body.phoneNumber).toHaveProperty("expireAt");
  await expect.poll(async () => (await ask("GET", `${transfers}/t-1`)).body.status).toBe("expired");
  expect(await dial(body.phoneNumber.transferNumber, { expiredNumber: "refused" })).toEqual(["refused"]);
  expect(await dial(body.phoneNumber.transferNumber, {})).toEqual(["answered", "hung-up"]);
  expect((await ask("GET", `${transfers}/t-1`)).body.status).toBe("expired");
  expect(await dial("+12065550142", {})).toBe(404);
});

it("refuses invalid requests and IDs that were used", async () => {
  const codeOf = async (body: unknown, headers?: Record<string, string>) => {
    const { status, body: said } = await ask("POST", transfers, body, headers);
    expect(said).toEqual({
      error: { requestId: expect.any(String), code: expect.any(String), message: expect.any(String) },
    });
    return `${status} ${said.error.code}`;
  };
  await ask("POST", transfers, wanted("t-1"));
  expect(await codeOf(wanted("t-1"))).toBe("409 409-01");
  expect(await codeOf("{")).toBe("400 400-01");
  expect(await codeOf(wanted("t-2", { type: "PIGEON" }))).toBe("400 400-03");
  expect(await codeOf(wanted("t-2", { inputContext: { inputVariables: { age: 4 } } }))).toBe("400 400-03");
  expect(await codeOf(wanted("t-2", { phoneNumber: { country: "FR" } }))).toBe("422 422-02");
  expect(await codeOf(wanted("t-2", { padding: "x".repeat(1024 * 1024) }))).toBe("413 413-01");
  expect(await codeOf(wanted("t-2"), { ...credentials, "asapp-api-secret": "wrong" })).toBe("401 401-01");
  await ask("PUT", "/_sandbox/accounts/asapp-sandbox-0001", { callTransfers: false });
  expect(await codeOf(wanted("t-2"))).toBe("403 403-02");
  expect((await ask("GET", `${transfers}/t-9`)).status).toBe(404);
});

it("doesn't show one customer's transfers to another", async () => {
  await ask("POST", transfers, wanted("t-1"));
  await ask("PUT", "/_sandbox/accounts/other", { apiSecret: "s" });
  const others = { "asapp-api-id": "other", "asapp-api-secret": "s" };
  expect((await ask("GET", `${transfers}/t-1`, undefined, others)).status).toBe(404);
  expect((await ask("POST", transfers, wanted("t-1"), others)).status).toBe(200);
});

it("limits its rate when set to", async () => {
  await ask("PUT", "/_sandbox/accounts/asapp-sandbox-0001", { requestsPerSecond: 2 });
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask("GET", "/v1/health")));
  expect(answers.some(({ status }) => status === 429)).toBe(true);
  expect(answers.some(({ status }) => status === 200)).toBe(true);
});

it("can be made to fail in every documented way, for one conversation or for all", async () => {
  for (const status of errorStatuses) {
    await ask("PUT", "/_sandbox/answers", { status, times: 1, operation: "create" });
    expect(await ask("POST", transfers, wanted(`t-${status}`))).toMatchObject({
      status,
      body: { error: { code: `${status}-01` } },
    });
  }
  await ask("PUT", "/_sandbox/answers", { status: 503, externalConversationId: "contact-2" });
  expect((await ask("POST", transfers, wanted("t-1"))).status).toBe(200);
  expect((await ask("POST", transfers, wanted("t-2", { externalConversationId: "contact-2" }))).status).toBe(
    503,
  );
  await ask("DELETE", "/_sandbox/answers?externalConversationId=contact-2");
  expect((await ask("POST", transfers, wanted("t-2", { externalConversationId: "contact-2" }))).status).toBe(
    200,
  );
  await ask("PUT", "/_sandbox/answers", { text: "<html>", operation: "read", times: 1 });
  expect(await ask("GET", `${transfers}/t-2`)).toEqual({ status: 200, body: "<html>" });
});

it("hides one account's customers and transfers from another", async () => {
  const inOther = (method: string, path: string, body?: object) =>
    tellSandbox(url + path, method, body, { headers: { "x-sandbox-account": "999988887777" } });
  const own = "/_sandbox/accounts/asapp-sandbox-0001";
  expect((await inOther("PUT", own, { apiSecret: "mine now" })).status).toBe(409);
  expect((await inOther("DELETE", own)).status).toBe(409);
  const { body } = await ask("POST", transfers, wanted("t-1"));
  expect(await (await inOther("GET", "/_sandbox/transfers")).json()).toEqual({ transfers: [] });
  // A number that is assigned to another account's caller is out of service for everyone else.
  const to = body.phoneNumber.transferNumber;
  const call = await inOther("POST", "/_pstn/calls", { to, from: "+12065550199", scenario: {} });
  expect(
    (await call.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).event),
  ).toEqual(["answered", "hung-up"]);
  expect((await ask("GET", `${transfers}/t-1`)).body.status).toBe("ACTIVE");
  expect(
    (await inOther("PUT", "/_sandbox/accounts/other-0002", { apiSecret: "s", unlessThere: true })).ok,
  ).toBe(true);
  expect(
    (await inOther("PUT", "/_sandbox/accounts/other-0002", { apiSecret: "t", unlessThere: true })).ok,
  ).toBe(true);
  const kept = { "asapp-api-id": "other-0002", "asapp-api-secret": "s" };
  expect((await ask("GET", "/v1/health", undefined, kept)).status).toBe(200);
});

const messages = "/conversation/v1/conversation/messages?externalId=contact-1";
const state = "/generativeagent/v1/state?externalId=contact-1";

it("has messages and a state under the conversation's external ID, once its call has come", async () => {
  const made = await ask("POST", transfers, wanted("t-1"));
  expect((await ask("GET", messages)).status).toBe(404);
  expect(await ask("GET", state)).toMatchObject({
    status: 404,
    body: { error: { requestId: expect.any(String), code: "404-01" } },
  });
  await dial(made.body.phoneNumber.transferNumber, { ending: "agent", settleMilliseconds: 0 });
  expect(await ask("GET", messages)).toMatchObject({
    status: 200,
    body: {
      items: [
        { sender: { role: "agent" }, messageId: expect.stringMatching(/^[0-9A-F]{26}$/) },
        { sender: { role: "customer" }, text: expect.any(String) },
        { sender: { role: "agent" }, createdTimestamp: expect.any(String) },
      ],
    },
  });
  expect((await ask("GET", state)).body).toMatchObject({
    state: "transferredToAgent",
    currentTaskName: "Billing",
    inputVariables: { customerId: "42" },
  });
  expect((await ask("GET", "/generativeagent/v1/state")).status).toBe(400);
  await ask("PUT", "/_sandbox/accounts/asapp-sandbox-0001", { conversations: false });
  expect((await ask("GET", messages)).status).toBe(404);
});

it("refuses everything for the rest of the day once the daily limit is reached", async () => {
  await ask("PUT", "/_sandbox/accounts/asapp-sandbox-0001", { requestsPerDay: 2 });
  const statuses = async () => (await ask("GET", "/v1/health")).status;
  expect([await statuses(), await statuses(), await statuses(), await statuses()]).toEqual([
    200, 200, 429, 429,
  ]);
  expect((await ask("POST", transfers, wanted("t-2"))).body).toMatchObject({
    error: { requestId: expect.any(String), code: "429-01" },
  });
  await ask("PUT", "/_sandbox/accounts/asapp-sandbox-0001", { requestsPerDay: null });
  expect(await statuses()).toBe(200);
});
