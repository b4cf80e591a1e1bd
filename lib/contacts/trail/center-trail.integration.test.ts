import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { asContactId, type TenantId } from "@/lib/kernel/ids";
import { masked } from "@/lib/privacy/sight";
import { must } from "@/lib/testing/must";
import { newTenant, newUser } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { maskReport } from "@/lib/trail/mask";
import { listIdWords } from "@/lib/vendors/ids";
import { noFilter } from "../search/contact-filter";
import { findContact } from "../search/find-contact";
import { fetchChunk } from "../search/list-chunk";
import { parseQuery } from "../search/parse-query";
import { searchLastDigits } from "../search/search-last-digits";
import { searchNumber } from "../search/search-number";
import { openLook } from "./open-look";
import { openTrail } from "./open-trail";

// A tenant whose only contact center is the toy's: nothing of AWS is behind it.
vi.mock("@/lib/vendors/registry", async () => {
  const { toyWithCenter } = await import("@/lib/vendors/testing/toy-center");
  const vendors = [toyWithCenter];
  return {
    vendors,
    findVendor: (name: string) => vendors.find((vendor) => vendor.name === name),
    vendorOfBlueprint: () => undefined,
  };
});

const game = asContactId("toy-Game_One");
const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
const halfHourAgo = new Date(Date.now() - 1_800_000).toISOString();
const caller = "+12065550123";
let database: TestDatabase;
let tenantId: TenantId;
let connectionId: string;
let other: TenantId;

const newToyTenant = async (name: string, settings: object) => {
  const made = await newTenant(name);
  const connection = await withTenant(made.tenantId, (db) =>
    db.connection.create({ data: { tenantId: made.tenantId, kind: "toy", name: "Sandpit", settings } }),
  );
  return { ...made, connectionId: connection.id };
};

beforeAll(async () => {
  database = await testDatabase();
  const calls = [
    { id: game, begin: hourAgo, end: halfHourAgo, from: caller },
    { id: "toy-broken", begin: hourAgo, broken: true },
    { id: "toy-live", begin: halfHourAgo, from: "+4930901820" },
  ];
  ({ tenantId, connectionId } = await newToyTenant("Toys", { calls, moods: { "s-1": "happy" } }));
  other = (await newToyTenant("Other toys", { calls: [{ id: "toy-others", begin: hourAgo }] })).tenantId;
  await withTenant(tenantId, (db) =>
    db.contactLink.create({
      data: {
        tenantId,
        connectionId,
        contactId: game,
        vendor: "toy",
        externalId: "s-1",
        from: "event-script",
      },
    }),
  );
});
afterAll(() => database.stop());

const actorOf = async () => {
  const { userId } = await newUser({ memberOf: [{ tenantId, role: "support" }] });
  return { userId, name: "Someone" };
};
const query = (text: string) => {
  const parsed = parseQuery(text, listIdWords());
  if (parsed.kind !== "id") throw new Error(parsed.kind);
  return parsed;
};

describe("a contact of a contact center that isn't Amazon Connect", () => {
  it("opens by its id, whose case counts, with the center's record and what is linked with it", async () => {
    const reader = must(await openTrail(tenantId, game));
    expect(reader).toMatchObject({
      ...{ contactId: game, connectionId, described: true, phase: "settled", integrations: [] },
      ...{ center: { title: "Toy Center", contact: "game" }, beganAtMs: Date.parse(hourAgo) },
    });
    const trail = await reader.readAll();
    expect(trail.sources.map(({ source, state }) => `${source} ${state}`)).toEqual([
      "toy-record ok",
      "toy-mood empty",
    ]);
    expect(trail.events.map(({ code }) => code)).toEqual(["toy-record.began"]);
    expect(await openTrail(tenantId, asContactId("toy-game_one"))).toMatchObject({
      problem: { code: "contact-unknown" },
    });
  });

  it("shows what a vendor knows by a link, where an integration connects the two", async () => {
    // A connection is read for a trail when an integration uses it.
    const aws = await withTenant(tenantId, (db) =>
      db.connection.create({ data: { tenantId, kind: "aws-unused", name: "x", settings: {} } }),
    );
    const integration = await withTenant(tenantId, (db) =>
      db.integration.create({
        data: {
          ...{ tenantId, blueprint: "toy-voice", name: "Games", settings: {}, awsConnectionId: aws.id },
          vendorConnections: { toy: connectionId },
        },
      }),
    );
    const reader = must(await openTrail(tenantId, game));
    const trail = await reader.readAll();
    expect(trail.events.map(({ code }) => code)).toContain("toy-mood.mood");
    expect(trail.facts).toMatchObject({
      integration: { name: "Games", href: expect.stringContaining(integration.id) },
      connection: { name: "Sandpit" },
      mayBeOurs: true,
    });
  });

  it("shows what its center said by itself while it goes on, and not once its record tells all", async () => {
    const at = new Date(Date.now() - 60_000);
    const said = { tenantId, connectionId, code: "toy.whistle", at };
    const live = asContactId("toy-live");
    await withTenant(tenantId, (db) =>
      db.contactEvent.createMany({
        data: [live, game].map((contactId) => ({ ...said, contactId, eventId: `whistle-${contactId}` })),
      }),
    );
    const eventsOf = async (contactId: typeof live) =>
      (await must(await openTrail(tenantId, contactId)).readAll()).events;
    expect(await eventsOf(live)).toContainEqual(
      expect.objectContaining({
        ...{ code: "center-events.told", title: "The whistle blew", at: at.toISOString() },
        severity: "info",
      }),
    );
    expect((await eventsOf(game)).map(({ code }) => code)).not.toContain("center-events.told");
  });

  it("opens where its record can't be read, and its first source says why", async () => {
    const reader = must(await openTrail(tenantId, asContactId("toy-broken")));
    expect(reader).toMatchObject({ described: false, phase: "settled" });
    const { sources } = await reader.readAll();
    expect(sources[0]).toMatchObject({
      source: "toy-record",
      state: "failed",
      problem: { code: "toy-broken" },
    });
  });

  it("is nowhere for another tenant, and looks the same as one that isn't", async () => {
    const [foreign, none] = await Promise.all([
      openTrail(other, game),
      openTrail(other, asContactId("toy-none-such")),
    ]);
    expect(foreign).toEqual(none);
    expect(foreign).toMatchObject({ problem: { code: "contact-unknown" } });
  });

  it("says which contact center is missing where none is connected", async () => {
    const { tenantId: empty } = await newTenant("Empty");
    expect(await openTrail(empty, game)).toMatchObject({
      problem: { code: "contact-unknown", sentence: expect.stringContaining("no Toy Center connection") },
    });
  });

  it("is masked as every contact is, and its opening is audited", async () => {
    const actor = await actorOf();
    const viewer = { tenantId, name: "Toys", actor, role: "support" as const };
    const look = must(await openLook(viewer, game, false));
    const screens = await Promise.all(look.sources.map(({ screen }) => screen));
    expect(JSON.stringify(screens)).not.toContain(caller);
    expect(JSON.stringify(maskReport((await look.trail).sources[0] ?? fail(), masked))).not.toContain(caller);
    expect((await look.ticket).includes(caller)).toBe(false);
    const audited = await withTenant(tenantId, (db) =>
      db.auditEvent.count({ where: { action: "contact:open", target: game } }),
    );
    expect(audited).toBe(1);
  });
});

describe("the search of a tenant without an AWS account", () => {
  it("finds a contact by its own id, with or without its label", async () => {
    for (const text of [game, `Toy Center game ID: ${game}`, `  “${game}” `])
      expect(must(await findContact(tenantId, query(text)))).toEqual({
        contactId: game,
        idKind: "toy-contact",
      });
    expect(await findContact(tenantId, query("toy-GAME_ONE"))).toMatchObject({
      problem: { code: "contact-not-found", wayOut: expect.stringContaining("upper and lower case") },
    });
  });

  it("finds it by the id of a vendor that is linked with it, and not for another tenant", async () => {
    expect(must(await findContact(tenantId, query("s-1")))).toEqual({
      contactId: game,
      idKind: "toy-session",
    });
    expect(await findContact(other, query("s-1"))).toMatchObject({ problem: { code: "contact-not-found" } });
  });

  it("opens a contact whose record can't be read, since its trail may still tell", async () => {
    const broken = query("toy-broken");
    expect(must(await findContact(tenantId, broken)).contactId).toBe("toy-broken");
    expect(await findContact(tenantId, broken, undefined, { needsRecord: true })).toMatchObject({
      problem: { code: "contact-not-found-incomplete" },
    });
  });

  it("takes a UUID for Amazon Connect's, which isn't connected", async () => {
    const id = asContactId(randomUUID());
    expect(await openTrail(tenantId, id)).toMatchObject({ problem: { code: "no-aws-connection" } });
    expect(await findContact(tenantId, query(id))).toMatchObject({ problem: { code: "contact-not-found" } });
  });

  it("lists contacts, the newest first, with their callers masked", async () => {
    const day = { from: new Date(Date.now() - 86_400_000), to: new Date() };
    const chunk = must(await fetchChunk({ tenantId, filter: noFilter, ...day, limit: 2 }));
    expect(chunk.contacts.map(({ contactId }) => contactId)).toEqual(["toy-live", game]);
    expect(chunk.contacts[1]).toMatchObject({ queue: "Sandpit", channel: "VOICE", scanned: "not-scanned" });
    expect(JSON.stringify(chunk.contacts)).not.toContain(caller);
    const rest = must(
      await fetchChunk({ tenantId, filter: noFilter, ...day, limit: 2, token: chunk.next ?? "" }),
    );
    expect(rest.contacts.map(({ contactId }) => contactId)).toEqual(["toy-broken"]);
    expect(rest.next).toBeUndefined();
    expect(await fetchChunk({ tenantId, filter: { ...noFilter, agents: ["a"] }, ...day })).toMatchObject({
      problem: { code: "filter-not-supported" },
    });
  });

  it("finds a day's contacts by the caller's number, and by its last digits", async () => {
    const actor = await actorOf();
    const day = { tenantId, actor, from: new Date(Date.now() - 80_000_000), to: new Date() };
    const byNumber = must(await searchNumber({ ...day, number: caller }));
    expect(byNumber).toMatchObject({ complete: true, account: "Sandpit", center: { title: "Toy Center" } });
    expect(byNumber.contacts.map(({ contactId }) => contactId)).toEqual([game]);
    expect(JSON.stringify(byNumber)).not.toContain(caller);
    const byDigits = must(await searchLastDigits({ ...day, digits: "1820" }));
    expect(byDigits.contacts.map(({ contactId }) => contactId)).toEqual(["toy-live"]);
  });
});

function fail(): never {
  throw new Error("There is no record.");
}
