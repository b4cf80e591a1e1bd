import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { withTenant } from "@/lib/access/tenant/scope";
import { loadAllowedFrames } from "@/lib/agent-page/allowed-frames";
import { attachLog, maxLogsOfContact, maxLogsOfPersonPerDay } from "@/lib/agent-page/attach-log";
import { maxEventsPerMinute } from "@/lib/agent-page/count-asks";
import { fetchClosingMessage } from "@/lib/agent-page/fetch-closing-message";
import { findAgentPage } from "@/lib/agent-page/find-agent-page";
import { loadAgentPageEvents } from "@/lib/agent-page/load-agent-page-events";
import { maxTokensPerMinute, mintWidgetToken } from "@/lib/agent-page/mint-widget-token";
import { openAgentPage } from "@/lib/agent-page/open-agent-page";
import { maxEventsPerDay, recordPageEvent } from "@/lib/agent-page/record-page-event";
import { maxLogBytes } from "@/lib/agent-page/redact-log";
import { openConnection, saveConnection } from "@/lib/connections/store";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import { asContactId, type ContactId, type TenantId } from "@/lib/kernel/ids";
import { mapInParallel } from "@/lib/kernel/in-parallel";
import { must } from "@/lib/testing/must";
import { newSession, newTenant, newUser } from "@/lib/testing/people";
import { runAsOwner } from "@/lib/testing/postgres";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { agentPage } from "@/lib/trail/systems/agent-page/source";
import { forgetOldFindings } from "@/lib/worker/keep-scanning";
import { offerAgentPage } from "../testing/offer-agent-page";

/** What the voice agent posted on the call, as the flow kept it. */
let customData = "";
let installation: SeededInstallation;
let contactId: ContactId;
let who: { tenantId: TenantId; actor: { name: string; userId: string } };

beforeAll(async () => {
  installation = await seedInstallation();
  const integrationId = await installation.createIntegration();
  expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  const called = await installation.call(integrationId);
  contactId = called.contactId;
  customData = called.attributes.customData ?? "";
  expect(JSON.parse(customData)).toBeTypeOf("object");
}, 120_000);
afterAll(() => installation?.stop());

/** An agent of their own for each test: what one asks for counts for nobody else. */
beforeEach(async () => {
  const { tenantId, awsConnectionId } = installation;
  await withTenant(tenantId, (db) => db.integration.deleteMany({ where: { blueprint: "agent-ai-ccp" } }));
  await offer();
  const { userId, name } = await newUser({ memberOf: [{ tenantId, role: "agent" }] });
  who = { tenantId, actor: { userId, name } };
  expect(awsConnectionId).not.toBe("");
});

function offer(more: { settings?: object; isDeployed?: boolean } = {}) {
  const { tenantId, awsConnectionId } = installation;
  return offerAgentPage({
    ...{ tenantId, awsConnectionId, koreConnectionId: installation.vendorConnectionId("kore") },
    ...more,
  });
}

async function secrets() {
  return must(await openConnection(who.tenantId, installation.vendorConnectionId("kore")));
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
}

/** As many at a time as the database has connections for. */
function severalAtOnce<Value>(count: number, ask: () => Promise<Value>): Promise<Value[]> {
  return mapInParallel(Array.from({ length: count }), 6, ask);
}

/** Another tenant with an account, an instance and a contact of its own. */
async function neighbour() {
  const { tenantId } = await newTenant("Globex");
  const { userId, name } = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
  const actor = { userId, name };
  const { sandboxAccountOf } = await import("@/lib/aws/sandbox-account");
  const { instance, accountId, region } = await sandboxAccountOf(tenantId);
  const settings = {
    ...{ access: { kind: "sandbox" }, region, accountId },
    ...{ instanceId: instance.id, instanceArn: instance.arn, instanceAlias: instance.alias },
  };
  const saved = await withTenant(tenantId, (db) =>
    saveConnection(db, { tenantId, actor, kind: "aws", name: "Sandbox", settings }),
  );
  const { settings: kore, secrets: koreSecrets } = await secrets();
  const vendor = await withTenant(tenantId, (db) =>
    saveConnection(db, {
      ...{ tenantId, actor, kind: "kore", name: "Kore" },
      ...{ settings: kore as Record<string, unknown>, secrets: koreSecrets },
    }),
  );
  const ids = { awsConnectionId: must(saved).id, koreConnectionId: must(vendor).id };
  await offerAgentPage({ tenantId, ...ids });
  return { tenantId, actor, accountId };
}

describe("the page", () => {
  it("is offered by the first deployed integration whose deployed settings say so", async () => {
    const find = () => withTenant(who.tenantId, (db) => findAgentPage(db, who.tenantId));
    const first = await find();
    await offer();
    expect((await find())?.integrationId).toBe(first?.integrationId);
    await withTenant(who.tenantId, (db) =>
      db.integration.deleteMany({ where: { blueprint: "agent-ai-ccp" } }),
    );
    await offer({ isDeployed: false });
    await offer({ settings: { ownPage: false } });
    expect(await find()).toBeUndefined();
    expect(await openAgentPage(who.tenantId)).toMatchObject({
      ok: false,
      problem: { code: "agent-page-off" },
    });
    await offer({ settings: { agentAi: { host: "javascript:alert(1)", iframeUrl: "" } } });
    expect(await find()).toBeUndefined();
  });

  it("frames the instance and the panel, whose address has neither a token nor a contact", async () => {
    const { ccp, panel } = must(await openAgentPage(who.tenantId));
    expect(ccp.url).toBe(`${ccp.origin}/connect/ccp-v2/`);
    const url = new URL(panel.url);
    expect(url.search).toBe("?source=patchbay");
    expect(url.pathname).toBe("/koreagentassist-sdk-v3/UI/agentassist-iframe.html");
  });
});

describe("a token", () => {
  it("is signed with the client secret, for this bot, with an ID of its own, until after-contact work ends", async () => {
    const before = Math.floor(Date.now() / 1_000);
    const { token, expiresAt } = must(await mintWidgetToken(who, { contactId }));
    const { settings, secrets: own } = await secrets();
    const { botId, clientId } = settings as Record<string, string>;
    const [head = "", body = "", signature] = token.split(".");
    const clientSecret = own.clientSecret ?? "";
    expect(signature).toBe(createHmac("sha256", clientSecret).update(`${head}.${body}`).digest("base64url"));
    const claims = claimsOf(token);
    expect(claims).toMatchObject({
      ...{ iss: clientId, botId, aud: "https://idproxy.kore.com/authorize", isAnonymous: false },
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(Number(claims.exp) - before).toBeGreaterThanOrEqual((120 + 30) * 60);
    expect(Number(claims.exp) - before).toBeLessThanOrEqual((120 + 30) * 60 + 5);
    expect(expiresAt.getTime()).toBe(Number(claims.exp) * 1_000);
    const again = must(await mintWidgetToken(who, { contactId }));
    expect(claimsOf(again.token).jti).not.toBe(claims.jti);
  });

  it("comes with what the panel is given: the contact's own data as it was posted, and no secret", async () => {
    const minted = must(await mintWidgetToken(who, { contactId }));
    const { secrets: own } = await secrets();
    expect(minted.conversationId).toBe(contactId);
    expect(minted.opening).toMatchObject({
      name: "init_agentassist",
      urlParams: { customData, conversationid: contactId, isCall: "true", token: minted.token },
    });
    expect(JSON.stringify(minted)).not.toContain(own.clientSecret);
  });

  it("is taken by an app that enforces jti, and by none that enforces JWE or another secret", async () => {
    const { sandbox } = installation;
    const kore = sandbox.vendorUrls.kore ?? "";
    const { token } = must(await mintWidgetToken(who, { contactId }));
    const botId = String(claimsOf(token).botId);
    const grant = async (assertion: string, rules: object) => {
      await tellSandbox(sandbox, "PUT", `${kore}/_sandbox/agent-ai/token-rules/${botId}`, rules);
      const answer = await fetch(`${kore}/api/1.1/oAuth/token/jwtgrant`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ assertion, botInfo: { chatBot: "sample Bot", taskBotId: botId }, token: {} }),
        signal: AbortSignal.timeout(10_000),
      });
      return answer.status;
    };
    expect(await grant(token, { requireJti: true })).toBe(200);
    expect(await grant(token, { requireJwe: true })).toBe(401);
    const [head, body] = token.split(".");
    const forged = createHmac("sha256", "another secret").update(`${head}.${body}`).digest("base64url");
    expect(await grant(`${head}.${body}.${forged}`, {})).toBe(401);
  });

  it("is recorded in the audit log, without the token", async () => {
    const { token } = must(await mintWidgetToken(who, { contactId }));
    const events = await withTenant(who.tenantId, (db) =>
      db.auditEvent.findMany({ where: { actorId: who.actor.userId } }),
    );
    expect(events).toMatchObject([{ action: "agent-page:token", target: contactId }]);
    const told = JSON.stringify(events, (_name, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    for (const part of token.split(".")) expect(told).not.toContain(part);
  });

  it("is refused for a contact that doesn't exist, and for one of another tenant's instance", async () => {
    const none = { contactId: asContactId(randomUUID()) };
    expect(await mintWidgetToken(who, none)).toMatchObject({ problem: { code: "contact-unknown" } });
    const other = await neighbour();
    expect(await mintWidgetToken(other, { contactId })).toMatchObject({
      problem: { code: "contact-unknown" },
    });
    for (const { tenantId, actor } of [who, other]) {
      const recorded = await withTenant(tenantId, (db) =>
        db.auditEvent.count({ where: { actorId: actor.userId, action: "agent-page:token" } }),
      );
      expect(recorded).toBe(0);
    }
  });

  it("is refused for a contact in another instance of the sandbox, whose own tenant gets one", async () => {
    const other = await neighbour();
    const { contactIds } = await tellSandbox(
      { ...installation.sandbox, accountId: other.accountId },
      "POST",
      "contacts",
      { contacts: [{ disconnectedAt: null, attributes: { customData: '{"name":"Theirs"}' } }] },
    );
    const [theirs] = z.tuple([z.string()]).parse(contactIds);
    const asked = { contactId: asContactId(theirs) };
    expect(await mintWidgetToken(other, asked)).toMatchObject({
      ok: true,
      value: { opening: { urlParams: { customData: '{"name":"Theirs"}' } } },
    });
    const refused = await mintWidgetToken(who, asked);
    expect(refused).toMatchObject({ ok: false, problem: { code: "contact-unknown" } });
    expect(refused).toEqual(await mintWidgetToken(who, { contactId: asContactId(randomUUID()) }));
    expect(
      await fetchClosingMessage({ tenantId: who.tenantId, userId: who.actor.userId }, asked.contactId),
    ).toMatchObject({ ok: false });
    const recorded = await withTenant(who.tenantId, (db) =>
      db.auditEvent.count({ where: { target: theirs } }),
    );
    expect(recorded).toBe(0);
  });

  it("is refused without a page", async () => {
    await withTenant(who.tenantId, (db) =>
      db.integration.deleteMany({ where: { blueprint: "agent-ai-ccp" } }),
    );
    expect(await mintWidgetToken(who, { contactId })).toMatchObject({ problem: { code: "agent-page-off" } });
  });

  it("is had thirty times a minute by one person, also at once, and by another as often", async () => {
    const asked = await severalAtOnce(maxTokensPerMinute + 5, () => mintWidgetToken(who, { contactId }));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(maxTokensPerMinute);
    const refused = asked.filter(({ ok }) => !ok);
    expect(refused).toHaveLength(5);
    for (const each of refused) expect(each).toMatchObject({ problem: { code: "widget-tokens-too-many" } });
    const { userId, name } = await newUser({ memberOf: [{ tenantId: who.tenantId, role: "agent" }] });
    expect(await mintWidgetToken({ ...who, actor: { userId, name } }, { contactId })).toMatchObject({
      ok: true,
    });
  }, 60_000);
});

describe("the end of a contact", () => {
  it("is told to the panel with its conversation, and isn't for another tenant's contact", async () => {
    must(await mintWidgetToken(who, { contactId }));
    const told = must(
      await fetchClosingMessage({ tenantId: who.tenantId, userId: who.actor.userId }, contactId),
    );
    expect(told).toMatchObject({
      ...{ name: "agentAssist.endOfConversation", conversationId: contactId },
      payload: { chatHistory: expect.any(Array) },
    });
    const { tenantId, actor } = await neighbour();
    expect(await fetchClosingMessage({ tenantId, userId: actor.userId }, contactId)).toMatchObject({
      ok: false,
    });
  });

  it("is told to nobody who hasn't opened the panel for it, and not when its token is over", async () => {
    const { tenantId } = who;
    const refused = { ok: false, problem: { code: "panel-not-opened" } };
    const close = (userId: string) => fetchClosingMessage({ tenantId, userId }, contactId);
    expect(await close(who.actor.userId)).toMatchObject(refused);
    must(await mintWidgetToken(who, { contactId }));
    const { userId } = await newUser({ memberOf: [{ tenantId, role: "agent" }] });
    expect(await close(userId)).toMatchObject(refused);
    // Two minutes are all that a token has here: it was made for a conversation of one, and one of work after it.
    await withTenant(tenantId, (db) => db.integration.deleteMany({ where: { blueprint: "agent-ai-ccp" } }));
    await offer({ settings: { token: { waitMinutes: 1, handlingMinutes: 1, afterWorkMinutes: 1 } } });
    expect(await close(who.actor.userId)).toMatchObject({ ok: true });
    vi.useFakeTimers({ now: Date.now() + 121_000, toFake: ["Date"] });
    try {
      expect(await close(who.actor.userId)).toMatchObject(refused);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("a softphone's log", () => {
  const log = [
    '{"time":"2026-11-30T10:00:00.000Z","level":"INFO","text":"Connected +12065550123 for ada@example.com"}',
    '{"time":"2026-11-30T10:00:01.000Z","level":"ERROR","text":"ICE failed","objects":[{"attributes":{"a":"secret"}}]}',
  ].join("\n");

  it("is kept with its contact, redacted, shown on the trail, and audited without its text", async () => {
    const { id } = must(await attachLog(who, { contactId, text: log }));
    await withTenant(who.tenantId, (db) =>
      recordPageEvent(db, {
        ...{ tenantId: who.tenantId, userId: who.actor.userId },
        contactId,
        code: "loaded",
      }),
    );
    const trail = must(await openTrail(who.tenantId, contactId));
    const report = await trail.sources.find(({ source }) => source === agentPage.name)?.read();
    expect(report).toMatchObject({ state: "ok", title: "Agent page" });
    const events = report?.state === "ok" ? report.events : [];
    expect(events.map(({ code }) => code)).toContain("agent-page.panel-loaded");
    const attached = events.find((event) => event.id.endsWith(id));
    expect(attached).toMatchObject({ code: "agent-page.log-attached", facts: { lines: 2, errors: 1 } });
    const told = JSON.stringify(report);
    for (const hidden of ["5550123", "ada@example.com", "secret"]) expect(told).not.toContain(hidden);
    expect(told).toContain("ICE failed");
    const [audited] = await withTenant(who.tenantId, (db) =>
      db.auditEvent.findMany({
        where: { actorId: who.actor.userId },
        select: { action: true, detail: true },
      }),
    );
    expect(audited).toMatchObject({ action: "agent-page:log", detail: { logId: id } });
    expect(JSON.stringify(audited)).not.toContain("ICE");
  });

  it("is refused when it is empty, too large, one too many, or of another tenant's contact", async () => {
    await withTenant(who.tenantId, (db) => db.agentLog.deleteMany());
    expect(await attachLog(who, { contactId, text: " \n" })).toMatchObject({
      problem: { code: "agent-log-empty" },
    });
    expect(await attachLog(who, { contactId, text: "x".repeat(maxLogBytes + 1) })).toMatchObject({
      problem: { code: "agent-log-too-large" },
    });
    const none = asContactId(randomUUID());
    expect(await attachLog(who, { contactId: none, text: log })).toMatchObject({
      problem: { code: "contact-unknown" },
    });
    for (let count = 0; count < maxLogsOfContact; count += 1)
      must(await attachLog(who, { contactId, text: log }));
    expect(await attachLog(who, { contactId, text: log })).toMatchObject({
      problem: { code: "agent-logs-too-many" },
    });
  });

  it("is one of few, also when many are attached at once, and one person's of a day are not without end", async () => {
    await withTenant(who.tenantId, (db) => db.agentLog.deleteMany());
    const at = new Date(Date.now() - 3_600_000);
    const asked = await severalAtOnce(maxLogsOfContact + 3, () => attachLog(who, { contactId, text: log }));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(maxLogsOfContact);
    const others = Array.from({ length: maxLogsOfPersonPerDay }, () => ({
      ...{ tenantId: who.tenantId, userId: who.actor.userId, userName: "x", text: "x", at },
      contactId: randomUUID(),
    }));
    await withTenant(who.tenantId, async (db) => {
      await db.agentLog.deleteMany();
      await db.agentLog.createMany({ data: others });
    });
    expect(await attachLog(who, { contactId, text: log })).toMatchObject({
      problem: { code: "agent-logs-too-many-today" },
    });
    await withTenant(who.tenantId, (db) => db.agentLog.deleteMany());
  });

  it("goes after 30 days, with what the pages told", async () => {
    const { tenantId } = who;
    const of = { tenantId, contactId, userId: who.actor.userId };
    const ago = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);
    await withTenant(tenantId, async (db) => {
      await db.agentLog.deleteMany();
      await db.agentPageEvent.deleteMany();
      for (const days of [29, 31]) {
        await db.agentLog.create({ data: { ...of, text: "x", userName: "x", at: ago(days) } });
        await db.agentPageEvent.create({ data: { ...of, code: "loaded", at: ago(days) } });
      }
    });
    await forgetOldFindings(installation.database.ownerUrl);
    const left = await withTenant(tenantId, (db) => loadAgentPageEvents(db, tenantId, contactId));
    expect([left.logs.length, left.events.length]).toEqual([1, 1]);
    await runAsOwner(installation.database.ownerUrl, `DELETE FROM "AgentLog"`);
  });
});

it("keeps what a page tells, but not without end", async () => {
  const of = { tenantId: who.tenantId, userId: who.actor.userId, code: "failed" as const };
  const tell = () => withTenant(who.tenantId, (db) => recordPageEvent(db, of));
  // At once, as a script would: none is counted too late.
  const kept = await severalAtOnce(maxEventsPerMinute + 5, tell);
  expect(kept.filter(Boolean)).toHaveLength(maxEventsPerMinute);
  expect(await tell()).toBe(false);

  const { userId } = await newUser({ memberOf: [{ tenantId: who.tenantId, role: "agent" }] });
  const hourAgo = { ...of, userId, at: new Date(Date.now() - 3_600_000) };
  await withTenant(who.tenantId, (db) =>
    db.agentPageEvent.createMany({ data: Array.from({ length: maxEventsPerDay }, () => hourAgo) }),
  );
  expect(await withTenant(who.tenantId, (db) => recordPageEvent(db, { ...of, userId }))).toBe(false);
}, 60_000);

describe("frames and microphone", () => {
  const slug = async () =>
    (await withTenant(who.tenantId, (db) => db.tenant.findFirst({ where: { id: who.tenantId } })))?.slug ??
    "";
  const claim = async (userId: string) => ({
    userId,
    sessionId: await newSession(userId),
    sessionVersion: 1,
  });

  it("are allowed to the tenant's agents alone", async () => {
    const { ccp, panel } = must(await openAgentPage(who.tenantId));
    const frames = { softphone: ccp.origin, panel: new URL(panel.url).origin };
    expect(await loadAllowedFrames(await claim(who.actor.userId), await slug())).toEqual(frames);
    const stranger = await newUser();
    const support = await newUser({ memberOf: [{ tenantId: who.tenantId, role: "support" }] });
    for (const { userId } of [stranger, support])
      expect(await loadAllowedFrames(await claim(userId), await slug())).toBeUndefined();
    expect(await loadAllowedFrames(undefined, await slug())).toBeUndefined();
    const ended = { userId: who.actor.userId, sessionId: randomUUID(), sessionVersion: 1 };
    expect(await loadAllowedFrames(ended, await slug())).toBeUndefined();
  });
});
