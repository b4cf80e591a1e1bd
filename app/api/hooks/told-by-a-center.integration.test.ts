import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { POST as postEvent } from "@/app/api/hooks/[integrationId]/events/route";
import { POST as postLink } from "@/app/api/hooks/[integrationId]/link/route";
import { withTenant } from "@/lib/access/tenant/scope";
import { askSandbox } from "@/lib/calls/ask-sandbox";
import { placeTestCall } from "@/lib/calls/place-test-call";
import { connectSandboxVendors } from "@/lib/connections/sandbox-vendors";
import { listConnections } from "@/lib/connections/store";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import { openIntegration } from "@/lib/deployments/load-integration";
import { createWithDefaults } from "@/lib/integrations/create-with-defaults";
import { config, forgetConfig } from "@/lib/kernel/config";
import { asContactId, asIntegrationId, type ContactId, type TenantId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { newTenant } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { until } from "@/lib/testing/until";
import { listBlueprints, vendorOfBlueprint } from "@/lib/vendors/blueprints";
import { centerOfConnection } from "@/lib/vendors/contact-centers";

// A contact center in the sandbox posts over HTTP to the console's own routes, and the trail shows what it posted.

const blueprint = listBlueprints().find(({ withoutAws }) => withoutAws);
const kind = blueprint?.kind ?? "";
const agentVendor = vendorOfBlueprint(kind)?.name ?? "";
const centerKind = blueprint?.needs.find((need) => centerOfConnection(need)) ?? "";
const centerVendor = centerOfConnection(centerKind)?.vendor.name ?? "";
const actor = { name: "Ada" };
const from = "+12065550142";

let database: TestDatabase;
let sandbox: TestSandbox;
let hooks: Server;
let tenantId: TenantId;
let integrationId = asIntegrationId("");

beforeAll(async () => {
  hooks = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => hooks.listen(0, "127.0.0.1", done));
  [database, sandbox] = await Promise.all([testDatabase(), startSandbox()]);
  Object.assign(process.env, {
    ...Object.fromEntries(
      Object.entries(sandbox.vendorUrls).map(([name, url]) => [
        `PATCHBAY_${name.toUpperCase()}_SANDBOX_URL`,
        url,
      ]),
    ),
    PATCHBAY_SANDBOX_URL: sandbox.awsUrl,
    PATCHBAY_SANDBOX_CONTROL_KEY: sandbox.controlKey,
    NEXTAUTH_URL: `http://127.0.0.1:${(hooks.address() as AddressInfo).port}`,
  });
  forgetConfig();
  ({ tenantId } = await newTenant());
  await connectSandboxVendors(tenantId, actor);
  const connections = await withTenant(tenantId, listConnections);
  const vendorConnections = Object.fromEntries(
    (blueprint?.needs ?? []).map((need) => [need, connections.find((one) => one.kind === need)?.id ?? ""]),
  );
  const wanted = { tenantId, actor, blueprint: kind, vendorConnections };
  integrationId = must(await createWithDefaults(wanted)).id;
}, 120_000);
afterAll(async () => {
  hooks.closeAllConnections();
  await new Promise<void>((done) => hooks.close(() => done()));
  await Promise.all([sandbox.stop(), database.stop()]);
});

const posted: { route: string; status: number }[] = [];

/** The routes behind a socket, as Next hands requests to them. */
async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, id = "", route = ""] = /^\/api\/hooks\/([^/]+)\/(link|events)$/.exec(incoming.url ?? "") ?? [];
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const request = new Request(`http://127.0.0.1${incoming.url}`, {
    method: "POST",
    headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
    body: Buffer.concat(parts),
  });
  const post = route === "link" ? postLink : postEvent;
  const answered = await post(request, { params: Promise.resolve({ integrationId: id }) });
  posted.push({ route, status: answered.status });
  response.writeHead(answered.status).end(await answered.text());
}

const callView = z.object({ state: z.string(), scripts: z.array(z.object({ log: z.array(z.string()) })) });

const atCenter = (method: "GET" | "PUT" | "POST", path: string, body?: object) =>
  askSandbox(tenantId, method, `${config().vendorSandboxUrls[centerVendor]}/_sandbox/${path}`, body);

/** Set up as the guide says, with the token of this integration. */
async function call(ending: string): Promise<ContactId> {
  const placed = must(await placeTestCall({ tenantId, actor, integrationId, from, ending }));
  if (placed.kind !== "placed") throw new Error(placed.sentence);
  return placed.contactId;
}

const ended = (id: string) =>
  until(
    "the call has ended",
    async () => {
      const view = callView.parse(await atCenter("GET", `calls/${id}`));
      return view.state === "ended" && view;
    },
    30_000,
  );

async function account(): Promise<string> {
  const connections = await withTenant(tenantId, listConnections);
  const settings = connections.find((one) => one.kind === centerKind)?.settings;
  return `accounts/${Reflect.get(Object(settings), "accountId")}`;
}

/** At the center alone: as a caller dials, and nothing is set up before. */
async function dial(request: object): Promise<ContactId> {
  const { input } = await openIntegration(tenantId, integrationId);
  const [to] = z.object({ entryPoints: z.array(z.string()) }).parse(input.settings).entryPoints;
  const placed = await atCenter("POST", "calls", { from, to, ...request });
  return asContactId(z.object({ engagementId: z.string() }).parse(placed).engagementId);
}

const linksOf = (contactId: ContactId) =>
  withTenant(tenantId, (db) => db.contactLink.findMany({ where: { contactId } }));

describe("the guide's event script", () => {
  it.each(["agent", "resolved", "caller-hangs-up"])(
    "links a call that ends as %s with its session, whose words are then on the trail",
    async (ending) => {
      posted.length = 0;
      const id = await call(ending);
      await ended(id);
      expect(posted).toContainEqual({ route: "link", status: 204 });
      const links = await linksOf(id);
      expect(links).toMatchObject([{ vendor: agentVendor, from: "event-script" }]);
      const { sources, events } = await must(await openTrail(tenantId, id)).readAll();
      const conversation = sources.find(({ source }) => source === `${agentVendor}-conversation`);
      const rows = conversation?.state === "failed" ? [] : (conversation?.panel?.rows ?? []);
      expect(rows.find(({ key }) => key === "sessionId")?.value).toBe(links[0]?.externalId);
      expect(events.map(({ code }) => code)).toContain(`${agentVendor}-conversation.started`);
    },
  );

  it("links nothing while the placeholder is still in it, and says so at the center", async () => {
    await ended(await call("resolved"));
    posted.length = 0;
    const { input, integration } = await openIntegration(tenantId, integrationId);
    const values = integration.blueprint.guide(input).flatMap((step) => step.values);
    const code = values.find(({ fill }) => fill !== undefined)?.value;
    await atCenter("PUT", `${await account()}/voice-bot`, {
      eventScripts: [{ event: "engagement_closed", code }],
    });
    const id = await dial({ ending: "resolved" });
    expect((await ended(id)).scripts).toMatchObject([
      { log: [expect.stringContaining("the token is missing in this script")] },
    ]);
    expect(posted).toEqual([]);
    expect(await linksOf(id)).toEqual([]);
  });
});

describe("the center's webhooks", () => {
  it("are on the trail while the engagement goes on, each once, though they are sent twice", async () => {
    await atCenter("PUT", `${await account()}/webhooks`, {
      url: `${config().publicUrl}/api/hooks/${integrationId}/events`,
    });
    posted.length = 0;
    const id = await dial({ ending: "caller-hangs-up", talkSeconds: 600, fault: "webhooks-twice" });
    await until("both have come", () => posted.length >= 2);
    expect(posted).toEqual([
      { route: "events", status: 204 },
      { route: "events", status: 204 },
    ]);
    const { events } = await must(await openTrail(tenantId, id)).readAll();
    expect(events.filter(({ code }) => code === "center-events.told")).toMatchObject([
      { title: "The engagement began", source: "center-events" },
    ]);
  });

  it("are refused when they are ten minutes old", async () => {
    posted.length = 0;
    const id = await dial({ ending: "resolved", fault: "clock-off" });
    await ended(id);
    expect(new Set(posted.filter(({ route }) => route === "events").map(({ status }) => status))).toEqual(
      new Set([401]),
    );
    const kept = await withTenant(tenantId, (db) => db.contactEvent.count({ where: { contactId: id } }));
    expect(kept).toBe(0);
  });
});
