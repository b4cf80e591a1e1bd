import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellSandbox, testControlKey } from "../../testing/tell-sandbox";
import { headerOf, readSip, writeSip } from "../shared/sip-text";
import { createKoreServer } from "./server";

const contactId = "4f7a5b1c-0a3e-4d0e-8a86-6a8a5ab2a001";
const folder = mkdtempSync(join(tmpdir(), "kore-"));
const posts: { url: string; headers: Record<string, unknown>; body: string }[] = [];
let kore: Server;
let api: Server;
let koreUrl = "";
let apiUrl = "";

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  kore = createKoreServer(folder, testControlKey);
  api = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      posts.push({ url: request.url ?? "", headers: request.headers, body });
      response.end("{}");
    });
  });
  [koreUrl, apiUrl] = [await listen(kore), await listen(api)];
});

afterAll(() => {
  kore.close();
  api.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  posts.length = 0;
  await putBot({ allowlist: ["3.80.16.0/23"] });
});

async function putBot(changes: object): Promise<void> {
  const bot = {
    clientId: "cs-1",
    clientSecret: "secret",
    didNumber: "+12065551118",
    startScript: "userSessionUtils.put('sipHeaders', context.BotUserSession.channels[0].handle.sipHeaders)",
    transferScript: `var h = context.session.UserSession.sipHeaders.find(function (x) { return x.name.toLowerCase() === "x-amzn-connectcontactid"; });
      BotUserSession.put("ContactId", h.value);`,
    serviceNode: {
      url: `${apiUrl}/dev/kore-metadata?contactId={{context.session.BotUserSession.ContactId}}`,
      method: "POST",
      headers: { "Content-Type": "application/json", authorizationToken: "a-token" },
      body: '{"x":"y","kore-instanceSessionId":"{{context.session.BotUserSession.lastMessage.messagePayload.instanceSessionId}}"}',
    },
    ...changes,
  };
  await tellSandbox(`${koreUrl}/_sandbox/bots/st-1`, "PUT", bot);
}

function invite(callId: string, to = "+12065551118"): string {
  return writeSip(`INVITE sip:${to}@savg-sbc1.kore.ai SIP/2.0`, [
    { name: "From", value: "<sip:+12065550199@3.80.16.21>;tag=1" },
    { name: "To", value: `<sip:${to}@savg-sbc1.kore.ai>` },
    { name: "Call-ID", value: callId },
    { name: "CSeq", value: "1 INVITE" },
    { name: "X-Amzn-ConnectContactId", value: contactId },
  ]);
}

async function call(sip: string, scenario: object, sourceAddress = "3.80.16.21") {
  const response = await tellSandbox(`${koreUrl}/_sip/invite`, "POST", { sip, sourceAddress, scenario });
  const lines = (await response.text())
    .trim()
    .split("\n")
    .map((line): { sip?: string } => JSON.parse(line));
  return lines.flatMap((line) => readSip(line.sip ?? "") ?? []);
}

function token(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256" })}.${part({ sub: "u", appId: "cs-1" })}`;
  return `${signed}.${createHmac("sha256", "secret").update(signed).digest("base64url")}`;
}

describe("a call to the simulated Kore", () => {
  it("that asks for an agent posts the metadata under the contact ID and ends with BYE TransferToAgent", async () => {
    const messages = await call(invite("call-1"), {
      ending: "agent",
      post: { score: 0.5 },
      talkSeconds: 0.01,
    });
    expect(messages.map((one) => one.status ?? one.method)).toEqual([100, 180, 183, 200, "BYE"]);
    const [ok, bye] = messages.slice(3);
    const sessionId = ok && headerOf(ok, "kore-session_id");
    expect(bye && headerOf(bye, "kore-reason")).toBe("TransferToAgent");
    expect(posts).toHaveLength(1);
    expect(posts[0]?.url).toBe(`/dev/kore-metadata?contactId=${contactId}`);
    expect(posts[0]?.headers.authorizationtoken).toBe("a-token");
    expect(JSON.parse(posts[0]?.body ?? "")).toEqual({ score: 0.5, "kore-instanceSessionId": sessionId });
  });

  it("that the bot serves completely posts nothing and ends with BYE HangUp", async () => {
    const messages = await call(invite("call-2"), { ending: "bot", talkSeconds: 0.01 });
    const bye = messages.at(-1);
    expect(bye && headerOf(bye, "kore-reason")).toBe("HangUp");
    expect(posts).toEqual([]);
  });

  it("that the caller leaves gets no BYE from Kore", async () => {
    let over = false;
    const talking = call(invite("call-3"), { ending: "caller-hangs-up" }).finally(() => {
      over = true;
    });
    const hangUp = { sip: writeSip("BYE sip:a@b SIP/2.0", [{ name: "Call-ID", value: "call-3" }]) };
    const poll = async () => {
      await tellSandbox(`${koreUrl}/_sip/message`, "POST", hangUp);
      return over;
    };
    await expect.poll(poll, { timeout: 5000 }).toBe(true);
    expect((await talking).at(-1)?.status).toBe(200);
  });

  it("isn't found under another number, and is forbidden from an address that isn't in the allowlist", async () => {
    expect((await call(invite("call-4", "+12065550000"), {})).map((one) => one.status)).toEqual([404]);
    expect((await call(invite("call-5"), {}, "198.51.100.7")).map((one) => one.status)).toEqual([403]);
  });

  it("continues to the agent when the Service node can't be reached", async () => {
    await putBot({
      serviceNode: { url: "http://127.0.0.1:1/nobody", method: "POST", headers: {}, body: "{}" },
    });
    const messages = await call(invite("call-6"), { ending: "agent", talkSeconds: 0.01 });
    expect(messages.at(-1)?.method).toBe("BYE");
  });

  it("can be read afterwards with the client secret", async () => {
    const messages = await call(invite("call-7"), { ending: "agent", talkSeconds: 0.01 });
    const ok = messages.find(({ status }) => status === 200);
    const sessionId = ok && headerOf(ok, "kore-session_id");
    const ask = (auth: string, body: object) =>
      fetch(`${koreUrl}/api/public/bot/st-1/conversationDetails`, {
        method: "POST",
        headers: { auth },
        body: JSON.stringify(body),
      });
    expect((await ask("nonsense", { sessionId })).status).toBe(401);
    expect((await ask(token(), {})).status).toBe(400);
    const details = await (await ask(token(), { sessionId, isSummaryRequired: true })).json();
    expect(details).toMatchObject({
      conversationInfo: {
        sessionId,
        callId: "call-7",
        userId: "+12065550199",
        currentTask: "Agent Transfer",
      },
      summary: { ConversationSummary: expect.stringContaining("agent") },
    });
    const sessions = await fetch(`${koreUrl}/api/public/bot/st-1/getSessions?callId=call-7`, {
      method: "POST",
      headers: { auth: token() },
      body: "{}",
    });
    expect(await sessions.json()).toMatchObject({ sessions: [{ sessionId }] });
  });

  it("can be read 60 times a minute at most, once the rates are on", async () => {
    const set = (body: object) => tellSandbox(`${koreUrl}/_sandbox/api`, "PUT", body);
    await set({ ratesOn: true });
    const ask = () =>
      fetch(`${koreUrl}/api/public/bot/st-1/conversationDetails`, {
        method: "POST",
        headers: { auth: token() },
        body: "{}",
      }).then(({ status }) => status);
    const statuses = await Promise.all(Array.from({ length: 61 }, ask));
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    await set({});
    expect(await ask()).toBe(400);
  });
});

describe("a bot of one account", () => {
  const inOther = (method: string, path: string, body?: object) =>
    tellSandbox(koreUrl + path, method, body, { headers: { "x-sandbox-account": "999988887777" } });
  const bot = { clientId: "cs-9", clientSecret: "theirs", didNumber: "+12125550102" };

  it("can't be set up, removed, or called by another account, nor can its number be taken", async () => {
    expect((await inOther("PUT", "/_sandbox/bots/st-1", bot)).status).toBe(409);
    const sameNumber = { ...bot, didNumber: "+12065551118" };
    expect((await inOther("PUT", "/_sandbox/bots/st-9", sameNumber)).status).toBe(409);
    await inOther("DELETE", "/_sandbox/bots/st-1");
    expect((await call(invite("call-own"), { ending: "bot", talkSeconds: 0 })).at(-1)?.method).toBe("BYE");
    const refused = await inOther("POST", "/_sip/invite", {
      sip: invite("call-other"),
      sourceAddress: "3.80.16.21",
      scenario: {},
    });
    expect(await refused.text()).toContain("404 Not Found");
    const { conversations } = (await (await inOther("GET", "/_sandbox/conversations")).json()) as {
      conversations: object[];
    };
    expect(conversations).toEqual([]);
  });

  it("is unchanged when its account asks for it again", async () => {
    const set = async (changes: object) =>
      expect((await inOther("PUT", "/_sandbox/bots/st-9", { ...bot, ...changes })).status).toBe(200);
    await set({ unlessThere: true });
    await set({ unlessThere: true, clientSecret: "another" });
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signed = `${part({ alg: "HS256" })}.${part({ sub: "u", appId: "cs-9" })}`;
    const auth = `${signed}.${createHmac("sha256", "theirs").update(signed).digest("base64url")}`;
    const answer = await fetch(`${koreUrl}/api/public/bot/st-9/getSessions`, {
      method: "POST",
      headers: { auth },
      body: "{}",
    });
    expect(answer.status).toBe(200);
  });
});
