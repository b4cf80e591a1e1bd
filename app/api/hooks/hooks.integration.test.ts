import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { POST as postEvent } from "@/app/api/hooks/[integrationId]/events/route";
import { POST as postLink } from "@/app/api/hooks/[integrationId]/link/route";
import { withTenant } from "@/lib/access/tenant/scope";
import { maxProven, mayKeep } from "@/lib/hooks/hook-pace";
import type { TenantId } from "@/lib/kernel/ids";
import { previousNameOf } from "@/lib/secrets/previous-name";
import { placeOf, sealSecret } from "@/lib/secrets/seal";
import { newTenant } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { listBlueprints, vendorOfBlueprint } from "@/lib/vendors/blueprints";
import { centerOfConnection } from "@/lib/vendors/contact-centers";

const engagementId = "j4iSpAEwTeufV7fGh-84yQ";
const sessionId = "5f3c1c1e-7d3b";
const link = { engagementId, sessionId };

/** In whichever contact center isn't Amazon Connect. */
const blueprint = listBlueprints().find(({ withoutAws }) => withoutAws);
const kind = blueprint?.kind ?? "";
const vendor = vendorOfBlueprint(kind)?.name;

let database: TestDatabase;
let own: Installed;
let others: Installed;

interface Installed {
  tenantId: TenantId;
  integrationId: string;
  token: string;
  webhookSecret: string;
  accountId: string;
}

beforeAll(async () => {
  database = await testDatabase();
  [own, others] = [await install("Own"), await install("Others")];
});
afterAll(() => database?.stop());
beforeEach(async () => {
  for (const { tenantId } of [own, others]) {
    await withTenant(tenantId, async (db) => {
      await db.contactLink.deleteMany();
      await db.contactEvent.deleteMany();
    });
  }
});

/** An integration without any resource, as it is once its form was saved. */
async function install(name: string): Promise<Installed> {
  const { tenantId } = await newTenant(name);
  const [token, webhookSecret, accountId] = [randomUUID(), randomUUID(), `acc-${name}`];
  const integrationId = randomUUID();
  const ids = Object.fromEntries((blueprint?.needs ?? []).map((kind) => [kind, randomUUID()]));
  await withTenant(tenantId, async (db) => {
    for (const [kind, id] of Object.entries(ids)) {
      const place = placeOf("Connection", tenantId, id, "webhookSecret");
      const isCenter = centerOfConnection(kind) !== undefined;
      await db.connection.create({
        data: {
          ...{ tenantId, id, kind, name: kind, settings: { accountId } },
          secrets: isCenter ? { webhookSecret: sealSecret(webhookSecret, place) } : {},
        },
      });
    }
    const place = placeOf("Integration", tenantId, integrationId, "linkToken");
    await db.integration.create({
      data: {
        ...{ tenantId, id: integrationId, blueprint: kind, name: "Elsewhere", settings: {} },
        vendorConnections: ids,
        secrets: { linkToken: sealSecret(token, place) },
      },
    });
  });
  return { tenantId, integrationId, token, webhookSecret, accountId };
}

async function post(
  { integrationId }: { integrationId: string },
  body: unknown,
  { token, address }: { token?: string; address?: string } = {},
) {
  const request = new Request(`http://127.0.0.1/api/hooks/${integrationId}/link`, {
    method: "POST",
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(address === undefined ? {} : { "x-forwarded-for": address }),
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return outcomeOf(await postLink(request, { params: Promise.resolve({ integrationId }) }));
}

async function send(
  { integrationId, accountId, webhookSecret }: Installed,
  {
    at = Date.now(),
    key = webhookSecret,
    account = accountId,
    event = "engagement_started",
    address = "",
  } = {},
) {
  const object = { engagement_id: engagementId };
  const body = JSON.stringify({
    event: `contact_center.${event}`,
    event_ts: at,
    payload: { account_id: account, object },
  });
  return sendSigned({ integrationId }, body, { key, at, address });
}

async function sendSigned(
  { integrationId }: { integrationId: string },
  body: string,
  { key, at = Date.now(), address = "" }: { key: string; at?: number; address?: string },
) {
  const stamp = String(Math.floor(at / 1000));
  const signature = createHmac("sha256", key).update(`v0:${stamp}:${body}`).digest("hex");
  const request = new Request(`http://127.0.0.1/api/hooks/${integrationId}/events`, {
    method: "POST",
    headers: {
      "x-zm-signature": `v0=${signature}`,
      "x-zm-request-timestamp": stamp,
      "x-forwarded-for": address,
    },
    body,
  });
  return outcomeOf(await postEvent(request, { params: Promise.resolve({ integrationId }) }));
}

async function outcomeOf(answer: Response) {
  const text = await answer.text();
  const body: unknown = text === "" ? undefined : JSON.parse(text);
  return { status: answer.status, body, code: Object(Object(body).problem).code as string | undefined };
}

const linksOf = ({ tenantId }: Installed) => withTenant(tenantId, (db) => db.contactLink.findMany());
const eventsOf = ({ tenantId }: Installed) => withTenant(tenantId, (db) => db.contactEvent.findMany());

describe("a link", () => {
  it("is kept once, however often it is posted", async () => {
    for (let times = 0; times < 3; times += 1)
      expect(await post(own, link, own)).toMatchObject({ status: 204 });
    expect(await linksOf(own)).toMatchObject([
      { contactId: engagementId, vendor, externalId: sessionId, from: "event-script" },
    ]);
  });

  it("takes whatever else a vendor's sessions and calls are known by", async () => {
    for (const id of ["a84b4c76e66710@pc33.example.com", "st-1:2026.11", "5f3c"])
      expect(await post(own, { ...link, sessionId: id }, own)).toMatchObject({ status: 204 });
    expect(await linksOf(own)).toHaveLength(3);
  });

  it("is taken with the token before the last rotation, however its scheme is written, and isn't cached", async () => {
    const { tenantId, integrationId } = own;
    const previous = previousNameOf("linkToken");
    const place = placeOf("Integration", tenantId, integrationId, previous);
    await withTenant(tenantId, async (db) => {
      const { secrets } = await db.integration.findFirstOrThrow({ where: { id: integrationId } });
      const sealed = { ...Object(secrets), [previous]: sealSecret("before-rotation", place) };
      await db.integration.updateMany({ where: { id: integrationId }, data: { secrets: sealed } });
    });
    const request = new Request(`http://127.0.0.1/api/hooks/${integrationId}/link`, {
      method: "POST",
      headers: { authorization: "bearer before-rotation" },
      body: JSON.stringify(link),
    });
    const answer = await postLink(request, { params: Promise.resolve({ integrationId }) });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([204, "no-store"]);
    expect(await linksOf(own)).toHaveLength(1);
  });

  it("is taken at the integration's URL in upper case, too", async () => {
    const shouted = { integrationId: own.integrationId.toUpperCase() };
    expect(await post(shouted, link, own)).toMatchObject({ status: 204 });
    expect(await linksOf(own)).toHaveLength(1);
  });

  it("may name a second session of the same engagement", async () => {
    await post(own, link, own);
    await post(own, { ...link, sessionId: "another-session" }, own);
    expect(await linksOf(own)).toHaveLength(2);
  });

  it.each([
    ["no token", {}, "hook-token-missing"],
    ["a wrong token", { token: "x".repeat(43) }, "hook-token-wrong"],
    ["the script's placeholder", { token: "PASTE_THE_TOKEN_HERE" }, "hook-token-placeholder"],
  ])("is refused with %s", async (_, how, code) => {
    expect(await post(own, link, how)).toMatchObject({ status: 401, code });
    expect(await linksOf(own)).toEqual([]);
  });

  it("is refused with another integration's token, and for an id that nobody has", async () => {
    expect(await post(own, link, others)).toMatchObject({ status: 401 });
    for (const integrationId of [randomUUID(), "nonsense", "../x"])
      expect(await post({ integrationId }, link, own)).toMatchObject({ status: 404, code: "hook-unknown" });
    expect([...(await linksOf(own)), ...(await linksOf(others))]).toEqual([]);
  });

  it.each([
    ["not JSON", "{"],
    ["another member", { ...link, tenantId: "x" }],
    ["an id that is no engagement's", { ...link, engagementId: "short" }],
    ["Amazon Connect's contact", { ...link, engagementId: randomUUID() }],
    ["a session of odd letters", { ...link, sessionId: "a b<script>" }],
    ["a session of three letters", { ...link, sessionId: "abc" }],
    ["a session without end", { ...link, sessionId: "x".repeat(201) }],
    ["an engagement without end", { ...link, engagementId: "x".repeat(65) }],
    ["__proto__", `{"__proto__": {"engagementId": "${engagementId}"}, "sessionId": "${sessionId}"}`],
  ])("is refused when its body is or has %s", async (_, body) => {
    expect(await post(own, body, own)).toMatchObject({ status: 400, code: "hook-body-wrong" });
    expect(await linksOf(own)).toEqual([]);
  });

  it("is refused when it is larger than 64 KB", async () => {
    expect(await post(own, `{"a":"${"x".repeat(70_000)}"}`, own)).toMatchObject({ status: 413 });
  });

  it("is refused for an archived tenant", async () => {
    const gone = await install("Gone");
    const archive = `UPDATE "Tenant" SET "archivedAt" = now() WHERE "id" = $1`;
    await runAsOwner(database.ownerUrl, archive, [gone.tenantId]);
    expect(await post(gone, link, gone)).toMatchObject({ status: 404 });
  });
});

describe("a webhook", () => {
  it("is kept once, though it is sent again", async () => {
    const at = Date.now() - 1000;
    for (let times = 0; times < 2; times += 1) expect(await send(own, { at })).toMatchObject({ status: 204 });
    expect(await eventsOf(own)).toMatchObject([
      { contactId: engagementId, code: "contact_center.engagement_started", at: new Date(at) },
    ]);
  });

  it("answers the validation challenge at once", async () => {
    const body = JSON.stringify({ event: "endpoint.url_validation", payload: { plainToken: "abc" } });
    const encryptedToken = createHmac("sha256", own.webhookSecret).update("abc").digest("hex");
    expect(await sendSigned(own, body, { key: own.webhookSecret })).toMatchObject({
      status: 200,
      body: { plainToken: "abc", encryptedToken },
    });
  });

  it("is refused when it is replayed, forged, or signed for another tenant, and nothing is kept", async () => {
    const replayed = await send(own, { at: Date.now() - 11 * 60_000 });
    expect(replayed).toMatchObject({ status: 401, code: "hook-too-old" });
    expect(await send(own, { key: "guessed" })).toMatchObject({ status: 401, code: "hook-signature-wrong" });
    expect(await send(own, { key: others.webhookSecret })).toMatchObject({ status: 401 });
    expect(await eventsOf(own)).toEqual([]);
  });

  it.each([
    ["eight days ago", -8 * 24 * 3_600_000],
    ["in two hours", 2 * 3_600_000],
  ])("about something %s is answered and not kept: that is no time of a call's", async (_when, awayMs) => {
    const payload = { account_id: own.accountId, object: { engagement_id: engagementId } };
    const event = { event: "contact_center.engagement_ended", event_ts: Date.now() + awayMs, payload };
    expect(await sendSigned(own, JSON.stringify(event), { key: own.webhookSecret })).toMatchObject({
      status: 204,
    });
    expect(await eventsOf(own)).toEqual([]);
  });

  it("is refused with a body that is no event, and where the connection has no secret", async () => {
    const odd = await sendSigned(own, "{}", { key: own.webhookSecret });
    expect(odd).toMatchObject({ status: 400, code: "hook-body-wrong" });
    const without = await install("Without");
    await withTenant(without.tenantId, (db) => db.connection.updateMany({ data: { secrets: {} } }));
    expect(await send(without)).toMatchObject({ status: 404, code: "hook-off" });
  });

  it("of another account is answered and not kept", async () => {
    expect(await send(own, { account: "acc-else" })).toMatchObject({ status: 204 });
    expect(await eventsOf(own)).toEqual([]);
  });
});

describe("after 60 refused posts from one address within a minute", () => {
  const address = "198.51.100.7";
  const forge = () => post(own, link, { token: "x".repeat(43), address });

  beforeAll(async () => {
    // The minute mustn't end meanwhile.
    vi.useFakeTimers({ toFake: ["Date"] });
    for (let times = 0; times < 60; times += 1) await forge();
  });
  afterAll(() => void vi.useRealTimers());

  it("what isn't proven is answered without a reason, whichever integration and route it names", async () => {
    expect(await forge()).toMatchObject({ status: 429, code: "hook-too-many" });
    expect(await post({ integrationId: randomUUID() }, link, { address })).toMatchObject({ status: 429 });
    expect(await send(own, { key: "guessed", address })).toMatchObject({ status: 429 });
    expect(await post(own, link, { token: "x", address: "198.51.100.8" })).toMatchObject({ status: 401 });
  });

  it("a link and an event from there that are proven are still stored", async () => {
    expect(await post(own, link, { token: own.token, address })).toMatchObject({ status: 204 });
    expect(await send(own, { address })).toMatchObject({ status: 204 });
    expect([await linksOf(own), await eventsOf(own)]).toMatchObject([[{}], [{}]]);
  });
});

it("a body that is wrong doesn't count as a refusal of its address when its token is right", async () => {
  const address = "198.51.100.9";
  for (let times = 0; times < 61; times += 1)
    expect(await post(own, "{", { token: own.token, address })).toMatchObject({ status: 400 });
  for (let times = 0; times < 61; times += 1)
    expect(await sendSigned(own, "{}", { key: own.webhookSecret, address })).toMatchObject({ status: 400 });
  expect(await post(own, link, { token: "x", address })).toMatchObject({ status: 401 });
});

it("an integration that posts faster than any calls do waits, and no other does", async () => {
  const fast = await install("Fast");
  for (let times = 0; times < maxProven; times += 1) mayKeep(fast.integrationId);
  const shouted = { integrationId: fast.integrationId.toUpperCase() };
  expect(await post(shouted, link, fast)).toMatchObject({ status: 429, code: "hook-too-fast" });
  expect(await post(fast, link, fast)).toMatchObject({ status: 429, code: "hook-too-fast" });
  expect(await send(fast)).toMatchObject({ status: 429, code: "hook-too-fast" });
  expect(await linksOf(fast)).toEqual([]);
  expect(await post(own, link, own)).toMatchObject({ status: 204 });
});
