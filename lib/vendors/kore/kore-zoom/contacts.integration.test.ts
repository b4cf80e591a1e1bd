import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { withTenant } from "@/lib/access/tenant/scope";
import { connectSandboxVendors } from "@/lib/connections/sandbox-vendors";
import { listConnections, saveConnection } from "@/lib/connections/store";
import { scanContacts } from "@/lib/contacts/scan/scan-contacts";
import { noFilter } from "@/lib/contacts/search/contact-filter";
import { findContact } from "@/lib/contacts/search/find-contact";
import { fetchChunk } from "@/lib/contacts/search/list-chunk";
import { offerNumbers } from "@/lib/contacts/search/offer-numbers";
import { parseQuery } from "@/lib/contacts/search/parse-query";
import { searchNumber } from "@/lib/contacts/search/search-number";
import { searchTenants } from "@/lib/contacts/search/search-tenants";
import { integrationChoices, listAccounts } from "@/lib/contacts/search/tenant-accounts";
import { buildTrail } from "@/lib/contacts/trail/build-trail";
import { openLook } from "@/lib/contacts/trail/open-look";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import { listFleet } from "@/lib/integrations/list-fleet";
import { createIntegration } from "@/lib/integrations/store";
import { forgetConfig } from "@/lib/kernel/config";
import { asContactId, type ContactId, type TenantId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { newTenant, newUser } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { until } from "@/lib/testing/until";
import type { Trail } from "@/lib/trail/event";
import { listIdWords } from "@/lib/vendors/ids";
import { findVendor } from "@/lib/vendors/registry";
import { koreZoom } from "../kore-zoom";

/** A tenant without an AWS account, whose calls go through the simulated Zoom to the simulated Kore. */
let database: TestDatabase;
let sandbox: TestSandbox;
let tenantId: TenantId;
let zoomId: string;
const caller = "+12065550142";
const mainNumber = "+12065550188";
const actor = async () => {
  const { userId, name } = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
  return { userId, name };
};

beforeAll(async () => {
  [database, sandbox] = await Promise.all([testDatabase(), startSandbox()]);
  Object.assign(process.env, {
    PATCHBAY_SANDBOX_URL: sandbox.awsUrl,
    PATCHBAY_ZOOM_SANDBOX_URL: sandbox.vendorUrls.zoom,
    PATCHBAY_KORE_SANDBOX_URL: sandbox.vendorUrls.kore,
    PATCHBAY_SANDBOX_CONTROL_KEY: sandbox.controlKey,
  });
  forgetConfig();
  ({ tenantId } = await newTenant("Without AWS"));
  const who = await actor();
  const connect = async (kind: string) => {
    const sandbox = findVendor(kind)?.sandbox;
    if (!sandbox) throw new Error(kind);
    const given = sandbox.connection(sandbox.firstCustomer);
    return must(
      await withTenant(tenantId, (db) => saveConnection(db, { tenantId, actor: who, kind, ...given })),
    ).id;
  };
  zoomId = await connect("zoom");
  const vendorConnections = { zoom: zoomId, kore: await connect("kore") };
  // As the guide asks: the connector's number and domain at Kore's trunk.
  await atVendor("kore", "PUT", "bots/st-sandbox-0001", {
    ...findVendor("kore")?.sandbox.firstCustomer,
    trunk: { didNumber: "+12065550190", domain: "zoom-sandbox-0001.voicebot.zoom.example" },
  });
  const settings = { flowName: "Patchbay sandbox voice bot", entryPoints: [mainNumber] };
  must(
    await withTenant(tenantId, (db) =>
      createIntegration(db, {
        ...{
          tenantId,
          actor: who,
          blueprint: koreZoom.kind,
          name: "Front desk",
          settings,
          vendorConnections,
        },
      }),
    ),
  );
}, 120_000);
afterAll(async () => {
  await sandbox.stop();
  await database.stop();
});

const atVendor = (vendor: string, method: "GET" | "PUT" | "POST" | "DELETE", path: string, body?: object) =>
  tellSandbox(sandbox, method, `${sandbox.vendorUrls[vendor]}/_sandbox/${path}`, body);

const ended = z.object({ state: z.literal("ended"), sip: z.array(z.string()) });

/** Places a call, and keeps the link that the flow's event script would post. */
async function call(
  request: object,
  isLinked = true,
): Promise<{ id: ContactId; session: string | undefined }> {
  const wanted = { from: caller, to: mainNumber, talkSeconds: 0.05, ...request };
  const placed = await atVendor("zoom", "POST", "calls", wanted);
  const id = asContactId(String(placed.engagementId));
  const view = await until(
    "the call has ended",
    async () => ended.safeParse(await atVendor("zoom", "GET", `calls/${id}`)).data,
  );
  const named = view.sip.flatMap((text) => /^kore-session_id: *(\S+)/im.exec(text)?.[1] ?? []);
  const sessions = [...new Set(named)];
  const link = { tenantId, connectionId: zoomId, contactId: id, vendor: "kore", from: "event-script" };
  const data = isLinked ? sessions.map((externalId) => ({ ...link, externalId })) : [];
  await withTenant(tenantId, (db) => db.contactLink.createMany({ data }));
  return { id, session: sessions[0] };
}

/** As somebody sees it later: nothing is called missing that may only be late. */
async function openAgain(id: ContactId, laterMs: number): Promise<Trail> {
  const { sources, readFacts } = must(await openTrail(tenantId, id));
  const [facts, ...reports] = await Promise.all([readFacts(), ...sources.map(({ read }) => read())]);
  return buildTrail(id, reports, new Date(Date.now() + laterMs), facts);
}

/** Calls follow each other faster than an account's requests may: what was left out is there at the next look. */
async function trailOf(request: object, isLinked = true, laterMs = 60_000): Promise<Trail> {
  const { id } = await call(request, isLinked);
  return until("nothing is left out for the moment", async () => {
    const trail = await openAgain(id, laterMs);
    const isAll = trail.sources.every((one) => one.state !== "failed" || !isBusy.has(one.problem.code));
    return isAll && trail;
  });
}
const isBusy = new Set(["zoom-busy", "zoom-rate-limited", "source-too-slow", "host-slow"]);
const found = ({ findings }: Trail) => findings.map(({ code }) => code);

describe("a call through Zoom to Kore", () => {
  it("is told by both, to an agent and back from the bot, and nothing is wrong with it", async () => {
    for (const ending of ["agent", "resolved"]) {
      const trail = await trailOf({ ending });
      expect(found(trail), ending).toEqual([]);
      const failed = trail.sources.filter(({ state }) => state === "failed").map(({ source }) => source);
      expect(failed, ending).toEqual([]);
      expect(new Set(trail.events.map(({ hop }) => hop))).toEqual(
        new Set(["number", "flow", "sip", "kore", ...(ending === "agent" ? ["queue", "agent"] : [])]),
      );
      expect(trail.facts?.integration?.name).toBe("Front desk");
    }
  });

  it.each([
    [{ ending: "caller-hangs-up" }, "zoom-caller-hung-up"],
    [{ ending: "agent", fault: "no-kore-session", code: 486 }, "zoom-voice-bot-not-reached"],
    [{ ending: "agent", fault: "connector-unresolved" }, "zoom-voice-bot-not-reached"],
    [{ ending: "agent", fault: "flow-not-published" }, "zoom-flow-not-published"],
    [{ ending: "agent", fault: "entry-point-elsewhere" }, "zoom-entry-point-elsewhere"],
  ])("that goes wrong has its finding: %j", async (request, code) => {
    expect(found(await trailOf(request))).toContain(code);
  });

  it("whose transfer Zoom refuses names SIP's status, and isn't taken for the bot's own error", async () => {
    const trail = await trailOf({ ending: "agent", fault: "transfer-refused", code: 486 });
    expect(found(trail)).toEqual(["zoom-transfer-refused"]);
    expect(trail.findings[0]).toMatchObject({
      facts: { status: 486 },
      title: expect.stringContaining("486"),
    });
  });

  it("is left by a caller in the queue, and nobody's part of it is called wrong", async () => {
    const trail = await trailOf({ ending: "agent", fault: "caller-hangs-up-in-queue" });
    expect(found(trail)).toEqual(["zoom-caller-hung-up"]);
    expect(trail.findings[0]).toMatchObject({
      facts: { inQueue: true },
      severity: "attention",
      needs: "nothing",
    });
  });

  it("without a summary says so minutes later, when Kore would have written one", async () => {
    const request = { ending: "resolved", fault: "summary-not-enabled" };
    expect(found(await trailOf(request, true, 60_000))).toEqual([]);
    expect(found(await trailOf(request, true, 6 * 60_000))).toEqual(["kore-no-summary"]);
  });

  it("shows nothing of another caller's session of the same time, though it is linked, and says so", async () => {
    const other = await call({ ending: "agent", from: "+12065550143" });
    const { id } = await call({ ending: "agent" }, false);
    const link = { tenantId, connectionId: zoomId, contactId: id, vendor: "kore", from: "event-script" };
    await withTenant(tenantId, (db) =>
      db.contactLink.create({ data: { ...link, externalId: other.session ?? "" } }),
    );
    const { sources, events } = await until("Kore was asked", async () => {
      const trail = await openAgain(id, 60_000);
      return trail.sources.every((one) => one.state !== "failed" || !isBusy.has(one.problem.code)) && trail;
    });
    const codes = sources.flatMap((one) => (one.state === "failed" ? [one.problem.code] : []));
    expect(new Set(codes)).toEqual(new Set(["kore-other-caller"]));
    expect(events.filter(({ hop }) => hop === "kore")).toEqual([]);
  });

  it("that was with the bot twice shows both sessions, and nothing is wrong with it", async () => {
    const trail = await trailOf({ ending: "agent", fault: "two-sessions" });
    const began = trail.events.filter(({ code }) => code === "kore-conversation.started");
    expect(new Set(began.map(({ detail }) => detail)).size).toBe(2);
    expect(found(trail)).toEqual([]);
  });

  it("to a number without a flow at Kore has no session, and the finding says where to look", async () => {
    const trail = await trailOf({ ending: "agent", fault: "did-without-flow" });
    expect(found(trail)).toEqual(["kore-contact-not-linked"]);
  });

  it("that can't be read names the scope, once the token is one of the app as it is now", async () => {
    const { id } = await call({ ending: "agent", fault: "scope-missing" });
    await atVendor("zoom", "DELETE", "accounts/zoom-sandbox-0001/tokens");
    const trail = await must(await openTrail(tenantId, id)).readAll();
    expect(found(trail)).toContain("zoom-scope-missing");
    expect(trail.sources.find(({ isRecord }) => isRecord)?.state).toBe("failed");
    await atVendor("zoom", "DELETE", "faults");
    await atVendor("zoom", "DELETE", "accounts/zoom-sandbox-0001/tokens");
  });

  it("that isn't linked says so", async () => {
    expect(found(await trailOf({ ending: "agent" }, false))).toEqual(["kore-contact-not-linked"]);
  });
});

describe("the search and the scan", () => {
  it("find the engagement by its own ID, by Kore's session and call, and by the caller's number", async () => {
    const { id, session = "" } = await call({ ending: "agent" });
    const kore = (await openAgain(id, 60_000)).sources.find(({ source }) => source === "kore-conversation");
    const rows = kore?.state === "failed" ? [] : (kore?.panel?.rows ?? []);
    const callId = rows.find(({ key }) => key === "callId")?.value ?? "";
    const find = (text: string) => {
      const query = parseQuery(text, listIdWords());
      if (query.kind !== "id") throw new Error(query.kind);
      return findContact(tenantId, query);
    };
    expect(must(await find(id)).contactId).toBe(id);
    expect(must(await find(`Kore session id: ${session}`)).contactId).toBe(id);
    expect(callId).toContain("@");
    for (const text of [callId, `Kore's call ID: ${callId}`, `call_id=${callId}`])
      expect(must(await find(text))).toEqual({ contactId: id, idKind: "kore-call" });
    expect(await find("0a1b2c3d4e5f@nowhere.example")).toMatchObject({
      problem: { code: "contact-not-found" },
    });
    const day = { from: new Date(Date.now() - 80_000_000), to: new Date() };
    const byNumber = must(await searchNumber({ tenantId, actor: await actor(), ...day, number: caller }));
    expect(byNumber.contacts.map(({ contactId }) => contactId)).toContain(id);
    expect(JSON.stringify(byNumber)).not.toContain(caller);
    const list = must(await fetchChunk({ tenantId, filter: noFilter, ...day }));
    expect(list.contacts[0]).toMatchObject({ contactId: id, channel: "VOICE" });
  });

  it("open by the connection that knows of them, where an older one is of the same account", async () => {
    const { id } = await call({ ending: "agent" });
    const { id: olderId } = must(
      await withTenant(tenantId, async (db) => {
        const given = findVendor("zoom")?.sandbox;
        if (!given) throw new Error("zoom");
        const connection = given.connection(given.firstCustomer);
        return saveConnection(db, {
          tenantId,
          actor: await actor(),
          kind: "zoom",
          ...connection,
          name: "Old app",
        });
      }),
    );
    const createdAt = new Date("2020-01-01T00:00:00Z");
    await withTenant(tenantId, (db) =>
      db.connection.updateMany({ where: { id: olderId }, data: { createdAt } }),
    );
    try {
      const opened = must(await openTrail(tenantId, id));
      expect(opened.connectionId).toBe(zoomId);
      expect(opened.sources.map(({ source }) => source)).toContain("kore-conversation");
    } finally {
      await withTenant(tenantId, (db) => db.connection.deleteMany({ where: { id: olderId } }));
    }
  });

  it("keep what is wrong with ended engagements", async () => {
    const { id } = await call({ ending: "caller-hangs-up" });
    const later = new Date(Date.now() + 3 * 60_000);
    const bounds = { mostContacts: 60, atOnce: 2, runMs: 40_000 };
    await scanContacts({ tenantId, connectionId: zoomId }, new AbortController().signal, bounds, later);
    const findings = await withTenant(tenantId, (db) =>
      db.contactFinding.findMany({ where: { contactId: id } }),
    );
    expect(findings.map(({ code }) => code)).toEqual(["zoom-caller-hung-up"]);
  });
});

describe("an engagement of another tenant", () => {
  it("isn't found, opened, or listed, even where its ID and its session were posted, and nothing of it is shown", async () => {
    const { id, session = "" } = await call({ ending: "agent" });
    const [name, { tenantId: other }] = ["Neighbor", await newTenant("Neighbor")];
    const who = await actor();
    await connectSandboxVendors(other, who);
    const connections = await withTenant(other, listConnections);
    const connectionId = connections.find(({ kind }) => kind === "zoom")?.id ?? "";
    expect(connectionId).not.toBe("");
    const link = { tenantId: other, connectionId, contactId: id, vendor: "kore", from: "event-script" };
    await withTenant(other, (db) => db.contactLink.create({ data: { ...link, externalId: session } }));
    const lookOf = (tenant: { tenantId: TenantId; name: string }, contactId: ContactId) =>
      openLook({ ...tenant, actor: who, role: "admin" }, contactId, true);
    // Its own tenant has it, so that what follows isn't for want of it.
    expect(await lookOf({ tenantId, name: "Own" }, id)).toMatchObject({ ok: true });
    const none = asContactId("AAAAAAAAAAAAAAAAAAAAAA");
    const refused = await lookOf({ tenantId: other, name }, id);
    expect(refused).toMatchObject({ ok: false, problem: { code: "contact-unknown" } });
    expect(refused).toEqual(await lookOf({ tenantId: other, name }, none));
    const query = parseQuery(id, listIdWords());
    if (query.kind !== "id") throw new Error(query.kind);
    const searched = await findContact(other, query);
    expect(searched.ok).toBe(false);
    const day = { from: new Date(Date.now() - 80_000_000), to: new Date() };
    const byNumber = must(await searchNumber({ tenantId: other, actor: who, ...day, number: caller }));
    const list = must(await fetchChunk({ tenantId: other, filter: noFilter, ...day }));
    expect([...byNumber.contacts, ...list.contacts]).toEqual([]);
    expect(JSON.stringify([refused, searched, byNumber, list])).not.toMatch(
      new RegExp(`${session}|${caller.slice(1)}|Sandbox Agent`),
    );
    const opened = await withTenant(other, (db) =>
      db.auditEvent.count({ where: { action: { in: ["contact:open", "contact:unmask"] } } }),
    );
    expect(opened).toBe(0);
  });
});

describe("a tenant without an AWS account, in the fleet", () => {
  it("is listed with its health, and an operator's search finds its engagement", async () => {
    const { id } = await call({ ending: "agent" });
    // Somebody has looked at it to its end.
    const settledAt = new Date(Date.now() + 3 * 60_000);
    const bounds = { mostContacts: 60, atOnce: 2, runMs: 40_000 };
    await scanContacts({ tenantId, connectionId: zoomId }, new AbortController().signal, bounds, settledAt);
    const operator = await newUser({ isOperator: true, memberOf: [{ tenantId, role: "admin" }] });
    const asked = { userId: operator.userId, name: operator.name };
    const order = { by: "tenant" as const, isDescending: false };
    const { tenants } = await listFleet(asked, { archived: false, order, page: 1 });
    expect(tenants.find((one) => one.tenantId === tenantId)).toMatchObject({
      ...{ integrations: 1, connections: { all: 2, failed: 0 }, calls: { all: expect.any(Number) } },
      guide: { all: expect.any(Number) },
    });
    const query = parseQuery(id, listIdWords());
    if (query.kind !== "id") throw new Error(query.kind);
    const answer = must(await searchTenants(asked, query));
    expect(answer.found.map(({ contactId }) => contactId)).toEqual([id]);
    expect(answer.failed).toEqual([]);
  });

  it("has its integration among those that contacts are narrowed to, and its numbers' country for others", async () => {
    const accounts = await listAccounts(tenantId);
    expect(integrationChoices(accounts).map(({ name }) => name)).toEqual(["Front desk"]);
    expect(await offerNumbers(tenantId, zoomId, "2065550142")).toEqual([
      { number: "+1 206 555 0142", country: "US" },
    ]);
  });
});

// Last: what Zoom has refused for the day isn't asked again.
it("a day's limit that is used up is said on the trail", async () => {
  expect(found(await trailOf({ ending: "agent", fault: "daily-limit" }))).toEqual(["zoom-daily-limit"]);
});
