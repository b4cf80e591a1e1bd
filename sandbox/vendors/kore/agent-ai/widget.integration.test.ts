import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellSandbox, testControlKey } from "../../../testing/tell-sandbox";
import { firstBotCustomer as bot } from "../first-bot";
import { createKoreServer } from "../server";
import { ChatSocket } from "./chat-socket";
import { openWidget } from "./open-widget";
import { signToken, widgetClaims } from "./testing";

const folder = mkdtempSync(join(tmpdir(), "widget-"));
let kore: Server;
let url = "";

beforeAll(async () => {
  kore = createKoreServer(folder, testControlKey);
  await new Promise<void>((done) => kore.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(kore.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise<void>((done) => {
    kore.close(() => done());
    kore.closeAllConnections();
  });
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await setRules({});
  await tellSandbox(`${url}/_sandbox/api`, "PUT", {});
});

const setRules = (rules: object) =>
  tellSandbox(`${url}/_sandbox/agent-ai/token-rules/${bot.botId}`, "PUT", rules);
const tokenWith = (claims: object = {}, secret = bot.clientSecret) =>
  signToken({ ...widgetClaims(bot), ...claims }, secret);

async function grant(assertion: string, taskBotId = bot.botId) {
  const response = await fetch(`${url}/api/1.1/oAuth/token/jwtgrant`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ assertion, botInfo: { chatBot: "sample Bot", taskBotId }, token: {} }),
  });
  return { status: response.status, body: await response.json() };
}

async function widgets(conversationId: string) {
  const query = new URLSearchParams({ conversationId });
  const response = await tellSandbox(`${url}/_sandbox/agent-ai/widgets?${query}`, "GET");
  return response.json();
}

const page = (query: string) => `${url}/koreagentassist-sdk-v3/UI/agentassist-iframe.html${query}`;
const params = (conversationid: string, more: object = {}) => ({
  ...{ token: tokenWith(), botid: bot.botId, agentassisturl: url, conversationid, isCall: "true" },
  ...more,
});

describe("a widget's token", () => {
  it("is granted, with an account and an access token that reads the conversation", async () => {
    const { status, body } = await grant(tokenWith());
    expect(status).toBe(200);
    const { authorization, userInfo } = body;
    expect(authorization.token_type).toBe("bearer");
    const ask = (headers: Record<string, string>) =>
      fetch(`${url}/agentassist/api/v1/agentassistconversations/none/conversation?page=1&limit=10`, {
        headers,
      });
    const right = { accountId: userInfo.accountId, iid: bot.botId };
    const read = await ask({ authorization: `bearer ${authorization.accessToken}`, ...right });
    expect([read.status, await read.json()]).toEqual([200, { result: [] }]);
    expect((await ask({ authorization: "bearer another", ...right })).status).toBe(401);
    const other = { ...right, iid: "st-other" };
    expect((await ask({ authorization: `bearer ${authorization.accessToken}`, ...other })).status).toBe(403);
  });

  it.each([
    ["another secret", () => tokenWith({}, "another")],
    ["another app", () => tokenWith({ iss: "cs-other" })],
    ["another audience", () => tokenWith({ aud: "https://idproxy.example.com" })],
    ["an end that has passed", () => tokenWith({ exp: 1 })],
    ["another bot", () => tokenWith({ botId: "st-other" })],
  ])("is refused with %s", async (_name, token) => {
    expect((await grant(token())).status).toBe(401);
  });

  it("must have what the app enforces", async () => {
    await setRules({ requireJti: true });
    const { body } = await grant(tokenWith({ jti: undefined }));
    expect(body.errors[0].msg).toBe("jti is enabled for this app: the token must have one.");
    expect((await grant(tokenWith())).status).toBe(200);
    await setRules({ requireJwe: true });
    expect((await grant(tokenWith())).body.errors[0].msg).toContain("JWE");
  });

  it("isn't granted while the API has trouble", async () => {
    await tellSandbox(`${url}/_sandbox/api`, "PUT", { status: 500 });
    expect((await grant(tokenWith())).status).toBe(500);
  });
});

it("has a page that can be down, and comes back", async () => {
  const page = async () =>
    (await fetch(`${url}/koreagentassist-sdk-v3/UI/agentassist-iframe.html?source=test`)).status;
  const trouble = (isDown: boolean) => tellSandbox(`${url}/_sandbox/agent-ai/widget`, "PUT", { isDown });
  expect(await page()).toBe(200);
  await trouble(true);
  expect(await page()).toBe(503);
  await trouble(false);
  expect(await page()).toBe(200);
});

describe("a widget", () => {
  it("is recorded with what it was given, and makes a summary at its end", async () => {
    const customData = { fName: "Ada", order: { id: 7 } };
    const widget = await openWidget(
      page("?source=page"),
      params("conversation-1", { customData: JSON.stringify(customData) }),
    );
    expect(widget.customData).toEqual(customData);
    expect((await widgets("conversation-1")).widget).toEqual({ loaded: true, customData });
    expect(await widget.end([{ type: "user", message: "My bill is wrong." }])).toBe(
      "1 lines. It began: My bill is wrong.",
    );
    await widget.close();
    const [recorded] = (await widgets("conversation-1")).widgets;
    expect(recorded).toMatchObject({
      ...{ botId: bot.botId, conversationId: "conversation-1", callerName: "user" },
      ...{ tokenInAddress: false, sockets: 1, summaryMade: true },
    });
  });

  it("is recorded with a token in its address, and without one never seen it is not", async () => {
    const token = tokenWith();
    const query = `?${new URLSearchParams({ token })}`;
    const widget = await openWidget(page(query), params("conversation-2", { token }));
    await widget.close();
    const told = await widgets("conversation-2");
    expect(told.widgets[0].tokenInAddress).toBe(true);
    expect(JSON.stringify(told)).not.toContain(token);
    expect((await widgets("another")).widget).toEqual({ loaded: false });
  });

  it("doesn't start with custom data that isn't JSON, or without a part", async () => {
    await expect(
      openWidget(page("?source=page"), params("conversation-3", { customData: "Data not found" })),
    ).rejects.toThrow("not JSON");
    await expect(openWidget(page("?source=page"), params(""))).rejects.toThrow("needs token");
  });

  it("is told of another account's bot nothing", async () => {
    const response = await tellSandbox(`${url}/_sandbox/agent-ai/widgets`, "GET", undefined, {
      headers: { "x-sandbox-account": "444455556666" },
    });
    expect(await response.json()).toEqual({ widgets: [], widget: { loaded: false } });
  });
});

describe("the socket", () => {
  it("refuses a token that is wrong", async () => {
    await expect(ChatSocket.open(url, tokenWith({}, "another"), {})).rejects.toThrow("signature");
    await expect(ChatSocket.open(url, "", {})).rejects.toThrow("no such bot");
  });

  it("takes nothing more once its token has expired", async () => {
    // In whole seconds: as the next one it might be over before the widget is open.
    const exp = Math.floor(Date.now() / 1000) + 2;
    const widget = await openWidget(page("?source=page"), params("late", { token: tokenWith({ exp }) }));
    await expect.poll(() => Date.now() > (exp + 1) * 1000, { timeout: 5_000 }).toBe(true);
    await widget.socket.emit("request_resolution_comments", { conversationId: "late" });
    expect(await widget.socket.next("error")).toEqual({ code: 401, message: "The token has expired." });
    expect((await widgets("late")).widgets[0]).toMatchObject({ failure: "expired", summaryMade: false });
    await widget.close();
  });
});
