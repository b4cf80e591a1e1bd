import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { sampleSettings } from "@/lib/blueprints/shared/sample-parts";
import { saveConnection } from "@/lib/connections/store";
import { guideOf } from "@/lib/integrations/guide";
import { approvePublication } from "@/lib/integrations/publication/approve-publication";
import { lookAtPublicationAgain } from "@/lib/integrations/publication/look-again";
import { planPublication } from "@/lib/integrations/publication/plan-publication";
import { listPublications } from "@/lib/integrations/publication/publication-store";
import { viewPublication } from "@/lib/integrations/publication/publication-view";
import { runPublication } from "@/lib/integrations/publication/run-publication";
import { forgetConfig } from "@/lib/kernel/config";
import { asIntegrationId, type IntegrationId, type TenantId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { newTenant } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { tasks } from "@/lib/worker/tasks";
import { signToken } from "../connection-settings";
import { koreSideOf, transferScriptText } from "../kore-voice/kore-side";
import { sampleInput } from "../kore-voice/sample-input";
import { koreSandbox } from "../sandbox";
import { botPublication } from "./bot-publication";

// A bot of the simulated Kore, published through the guide: from the plan to what its rows show afterward.

const actor = { name: "Ada" };
const row = "KM-23";
const side = koreSideOf(sampleInput());
const { botId, adminClientId, adminClientSecret, ...bot } = koreSandbox.firstCustomer;
const asGiven = { ...bot, ...side, variables: [] };
const adminApp = { clientId: adminClientId, clientSecret: adminClientSecret };
const given = koreSandbox.connection(koreSandbox.firstCustomer);
const pace = { firstMs: 20, maxMs: 100, boundMs: 2_500, lostMs: 400 };
const lease = { hold: async () => undefined, workerId: "w", silences: 0, confirm: () => undefined };

let database: TestDatabase;
let sandbox: TestSandbox;
let of: { tenantId: TenantId; integrationId: IntegrationId };

beforeAll(async () => {
  [database, sandbox] = await Promise.all([testDatabase(), startSandbox()]);
  Object.assign(process.env, {
    PATCHBAY_SANDBOX_URL: sandbox.awsUrl,
    PATCHBAY_SANDBOX_CONTROL_KEY: sandbox.controlKey,
    PATCHBAY_KORE_SANDBOX_URL: sandbox.vendorUrls.kore,
  });
  forgetConfig();
});
afterAll(() => Promise.all([database?.stop(), sandbox?.stop()]));

const control = (method: "GET" | "PUT" | "POST", path: string, body?: object) =>
  tellSandbox(sandbox, method, `${sandbox.vendorUrls.kore}/_sandbox/${path}`, body);
const inApp = (method: "GET" | "PUT" | "POST", path: string, body: object = {}) =>
  control(method, `bots/${botId}/${path}`, method === "GET" ? undefined : body);
const posts = async () => Number((await inApp("GET", "publishing")).posts);

beforeEach(async () => {
  await control("POST", "reset");
  await control("PUT", `bots/${botId}`, { ...asGiven, transferScript: "var own = 1;", adminApp });
  await inApp("PUT", "latest", { transferScript: transferScriptText, by: "grace@example.com" });
  of = await newIntegration("kore-voice");
});

async function newIntegration(blueprint: string, secrets = given.secrets, settings = given.settings) {
  const { tenantId } = await newTenant();
  const id = await withTenant(tenantId, async (db) => {
    const saved = must(
      await saveConnection(db, { tenantId, actor, kind: "kore", name: "Bot", settings, secrets }),
    );
    const account = await db.connection.create({
      data: { tenantId, kind: "aws", name: "Account", settings: {} },
    });
    const data = {
      ...{ tenantId, blueprint, name: "Voice", settings: sampleSettings },
      ...{ awsConnectionId: account.id, vendorConnections: { kore: saved.id } },
    };
    return (await db.integration.create({ data })).id;
  });
  return { tenantId, integrationId: asIntegrationId(id) };
}

const plan = () => planPublication({ ...of, row, actor });
const approve = (publicationId: string, confirmedName = "Sandbox voice agent") =>
  approvePublication({ tenantId: of.tenantId, publicationId, actor, confirmedName, comment: "Night shift" });
const run = (publicationId: string) =>
  runPublication({ tenantId: of.tenantId, publicationId }, new AbortController().signal, lease, pace);

async function planned(): Promise<string> {
  return must(await plan()).publicationId;
}
async function approved(): Promise<string> {
  return must(await approve(await planned())).publicationId;
}
async function view(seesWho = true) {
  const all = await withTenant(of.tenantId, (db) => listPublications(db, of.integrationId));
  const connection = { settings: given.settings, secretFields: Object.keys(given.secrets) };
  return viewPublication({ ...botPublication, vendor: "Kore" }, row, { all, connection, seesWho });
}
async function codes(): Promise<Record<string, string | undefined>> {
  const steps = must(await guideOf(of.tenantId, of.integrationId));
  return Object.fromEntries(steps.map((step) => [step.row, step.check?.code]));
}

describe("the plan of a publication", () => {
  it("says what would go live, who changed what in numbers, and changes nothing", async () => {
    await planned();
    const { plan: made } = await view();
    expect(made).toMatchObject({
      typedName: "Sandbox voice agent",
      rows: expect.arrayContaining([{ row: "KM-21", code: "development-only" }]),
      changes: {
        known: {
          ...{ total: 1, isWhole: true, showsNewest: true, kinds: [{ kind: "stream", count: 1 }] },
          authors: [{ email: "grace@example.com", count: 1 }],
        },
      },
      last: { state: "none" },
      blocked: undefined,
    });
    expect(JSON.stringify((await view(false)).plan)).not.toContain("grace");
    expect(await posts()).toBe(0);
  });

  it("says that the changes aren't known where the change log may not be read", async () => {
    await inApp("PUT", "scopes", { scopes: ["Bot Export"] });
    await planned();
    const { plan: made } = await view();
    expect(made?.changes).toMatchObject({
      unread: { code: "kore-forbidden", wayOut: expect.stringContaining("Logs History") },
    });
    expect(made?.blocked).toBeUndefined();
    await inApp("PUT", "scopes", { scopes: [] });
    await planned();
    expect((await view()).plan?.blocked).toMatchObject({ code: "publication-blind" });
  });

  it.each([
    ["without an Admin Console app", undefined, "kore-no-admin-app"],
    ["where that app may not read the state", ["Bot Publish > Publish"], "kore-forbidden"],
  ])("isn't made %s", async (_where, scopes, code) => {
    if (scopes) await control("PUT", `bots/${botId}`, { ...asGiven, adminApp: { ...adminApp, scopes } });
    else {
      const { adminClientId: _id, ...settings } = given.settings;
      of = await newIntegration("kore-voice", { clientSecret: given.secrets.clientSecret ?? "" }, settings);
    }
    expect(await plan()).toMatchObject({ problem: { code } });
  });
});

describe("an approved publication", () => {
  it("takes the bot's name, typed, once, and is run by the worker's job, and the guide's rows turn published", async () => {
    const id = await planned();
    expect(await codes()).toMatchObject({ "KM-21": "development-only", "KM-23": "development-only" });
    expect(await approve(id, botId)).toMatchObject({ problem: { code: "name-not-typed" } });
    must(await approve(id));
    expect(await approve(id)).toMatchObject({ problem: { code: "publication-used" } });
    expect((await view()).underWay).toMatchObject({ approvedBy: "Ada" });
    const job = { tenantId: of.tenantId, publicationId: id };
    await tasks["publish-guide"]?.(job, { signal: new AbortController().signal, lease: lease as never });
    expect((await view()).ended).toMatchObject({ status: "published", comment: "Night shift" });
    expect(await codes()).toMatchObject({ "KM-21": "published", "KM-23": "published" });
    expect(await posts()).toBe(1);
    const audit = await withTenant(of.tenantId, (db) =>
      db.auditEvent.findMany({ where: { action: { contains: "publi" } }, orderBy: { id: "asc" } }),
    );
    const stored = await withTenant(of.tenantId, (db) => db.guidePublication.findFirst({ where: { id } }));
    expect(JSON.stringify(stored)).toContain(`"total":1`);
    expect(JSON.stringify(stored)).not.toContain("grace");
    expect(audit.map(({ action, actorName }) => [action, actorName])).toEqual([
      ["guide:plan-publication", "Ada"],
      ["guide:publish", "Ada"],
      ["guide:publish-end", "worker"],
    ]);
    await run(id);
    expect(await posts()).toBe(1);
  });

  it("isn't a success while Kore waits for an approval, and is one once it's given", async () => {
    await inApp("PUT", "approval", { isNeeded: true });
    const id = await approved();
    await run(id);
    expect((await view()).ended).toMatchObject({
      status: "awaiting-approval",
      wayOut: expect.stringContaining("Deployment Requests"),
      mayLookAgain: true,
    });
    expect(await codes()).toMatchObject({ "KM-21": "development-only" });
    const look = () => lookAtPublicationAgain({ tenantId: of.tenantId, publicationId: id, actor });
    expect(await look()).toMatchObject({ value: { status: "awaiting-approval", isNews: false } });
    await planned();
    expect((await view()).plan?.blocked).toMatchObject({ code: "publication-busy" });
    await inApp("POST", "approve");
    expect(await look()).toMatchObject({ value: { status: "published", isNews: true } });
    expect((await view()).plan).toBeUndefined();
    expect(await codes()).toMatchObject({ "KM-21": "published" });
  });

  it("publishes nothing when somebody changed the bot after the plan", async () => {
    const id = await approved();
    await inApp("PUT", "latest", { startScript: "var other = 1;" });
    await run(id);
    expect((await view()).ended).toMatchObject({ status: "changed" });
    expect(await posts()).toBe(0);
  });

  it("publishes nothing once its tenant is archived", async () => {
    const id = await approved();
    await withTenant(of.tenantId, (db) => db.tenant.updateMany({ data: { archivedAt: new Date() } }));
    await run(id);
    expect((await view()).ended).toMatchObject({
      ...{ status: "unread", sentence: expect.stringContaining("archived") },
    });
    expect(await posts()).toBe(0);
  });

  it("publishes nothing when what was planned can't be read again", async () => {
    const id = await approved();
    await inApp("PUT", "scopes", { scopes: ["Bot Export"] });
    await run(id);
    expect((await view()).ended).toMatchObject({ status: "unread" });
    expect(await posts()).toBe(0);
  });

  it("publishes nothing half an hour after its approval", async () => {
    const id = await approved();
    const approvedAt = new Date(Date.now() - 31 * 60_000);
    await withTenant(of.tenantId, (db) => db.guidePublication.updateMany({ data: { approvedAt } }));
    await run(id);
    expect((await view()).ended).toMatchObject({
      ...{ status: "unread", sentence: expect.stringContaining("30 minutes") },
    });
    expect(await posts()).toBe(0);
  });

  it("publishes nothing while another one is in progress", async () => {
    const id = await approved();
    await inApp("PUT", "publishing", { seconds: 600 });
    const auth = signToken({ clientId: adminApp.clientId ?? "" }, adminApp.clientSecret ?? "");
    await fetch(`${sandbox.vendorUrls.kore}/api/public/bot/${botId}/publish`, {
      method: "POST",
      headers: { auth, "content-type": "application/json" },
      body: JSON.stringify({ versionComment: "theirs" }),
    });
    await run(id);
    expect((await view()).ended).toMatchObject({ status: "busy" });
    expect(await posts()).toBe(1);
  });

  it("is followed while it takes a while, and says which parts failed", async () => {
    await inApp("PUT", "publishing", { seconds: 0.5, failing: ["NL"] });
    await run(await approved());
    expect((await view()).ended).toMatchObject({
      status: "failed",
      sentence: expect.stringContaining("NL: FAILED"),
    });
    expect(await codes()).toMatchObject({ "KM-21": "development-only" });
  });

  it("names the scope that the app lacks for it, and has started nothing", async () => {
    const scopes = ["Bot Publish > Publish Status"];
    await control("PUT", `bots/${botId}`, { ...asGiven, adminApp: { ...adminApp, scopes } });
    await run(await approved());
    expect((await view()).ended).toMatchObject({
      status: "refused",
      wayOut: expect.stringContaining("Bot Publish › Publish"),
    });
    expect(await posts()).toBe(0);
  });
});

describe("a publication whose connection got another bot meanwhile", () => {
  const otherBotId = "st-sandbox-other";
  /** The connection leads to another bot, which somebody publishes by API. */
  async function moveOn(): Promise<void> {
    await control("PUT", `bots/${otherBotId}`, { ...asGiven, botId: otherBotId, adminApp });
    await withTenant(of.tenantId, async (db) => {
      const { id } = await db.connection.findFirstOrThrow({ where: { kind: "kore" } });
      const settings = { ...given.settings, botId: otherBotId };
      const saved = { tenantId: of.tenantId, actor, id, kind: "kore", name: "Bot", settings };
      must(await saveConnection(db, { ...saved, secrets: given.secrets }));
    });
    const auth = signToken({ clientId: adminApp.clientId ?? "" }, adminApp.clientSecret ?? "");
    await fetch(`${sandbox.vendorUrls.kore}/api/public/bot/${otherBotId}/publish`, {
      method: "POST",
      headers: { auth, "content-type": "application/json" },
      body: JSON.stringify({ versionComment: "theirs" }),
    });
  }

  it("isn't published there", async () => {
    const id = await approved();
    await moveOn();
    await run(id);
    expect((await view()).ended).toMatchObject({ status: "changed" });
    expect(await posts()).toBe(0);
  });

  it("isn't known, however the other one's publication ended", async () => {
    const id = await approved();
    await withTenant(of.tenantId, (db) =>
      db.guidePublication.updateMany({
        where: { id },
        data: { status: "publishing", before: { state: "none", parts: [] } },
      }),
    );
    await moveOn();
    await run(id);
    const { ended } = await view();
    expect(ended).toMatchObject({
      status: "unknown",
      sentence: expect.stringContaining("leads to another bot"),
      wayOut: expect.stringContaining("Sandbox voice agent"),
    });
    const look = await lookAtPublicationAgain({ tenantId: of.tenantId, publicationId: id, actor });
    expect(look).toMatchObject({ problem: { code: "publication-other-target" } });
    expect((await view()).ended).toMatchObject({ status: "unknown" });
  });
});

describe("a publication whose answer is lost", () => {
  it("is found by its state, and asked for once", async () => {
    const id = await approved();
    await inApp("PUT", "publishing", { seconds: 0.3, lost: "after" });
    await run(id);
    expect((await view()).ended).toMatchObject({ status: "published" });
    expect(await codes()).toMatchObject({ "KM-21": "published" });
    expect(await posts()).toBe(1);
  });

  it("is not known where Kore shows none, and isn't asked for again", async () => {
    const id = await approved();
    await inApp("PUT", "publishing", { lost: "before" });
    await run(id);
    await run(id);
    expect((await view()).ended).toMatchObject({ status: "unknown", mayLookAgain: true });
    expect(await posts()).toBe(1);
    must(await approve(await planned()));
  });

  it("isn't asked for by a worker that takes it up from one that died", async () => {
    const id = await approved();
    await withTenant(of.tenantId, (db) =>
      db.guidePublication.updateMany({
        where: { id },
        data: { status: "publishing", before: { state: "none", parts: [] } },
      }),
    );
    await run(id);
    expect((await view()).ended).toMatchObject({ status: "unknown" });
    expect(await posts()).toBe(0);
  });
});
