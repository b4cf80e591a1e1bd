import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { asContactId, type ContactId, type TenantId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { newTenant, newUser } from "@/lib/testing/people";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { offerNumbers } from "./offer-numbers";
import { listOpenedContacts } from "./recent-openings";
import { recordContactOpening } from "./record-opening";
import { searchLastDigits } from "./search-last-digits";
import { whoseInstance } from "./whose-instance";

const hourMs = 3_600_000;
const [scanned, unseen, chat] = [randomUUID(), randomUUID(), randomUUID()].map(asContactId) as [
  ContactId,
  ContactId,
  ContactId,
];
let installation: SeededInstallation;
let instanceArn = "";

beforeAll(async () => {
  installation = await seedInstallation();
  const { tenantId, awsConnectionId } = installation;
  await installation.createIntegration();
  const at = Date.now() - 2 * hourMs;
  await tellSandbox(installation.sandbox, "POST", "contacts", {
    contacts: [
      { id: scanned, channel: "VOICE", initiatedAt: at, customerAddress: "+12065554321" },
      { id: unseen, channel: "VOICE", initiatedAt: at, customerAddress: "+12065554321" },
      { id: chat, channel: "CHAT", initiatedAt: at },
    ],
  });
  // What a scan leaves of a contact: its id and when it began.
  await withTenant(tenantId, (db) =>
    db.contactLook.createMany({
      data: [scanned, chat].map((contactId) => ({
        ...{ tenantId, connectionId: awsConnectionId, contactId },
        ...{ beganAt: new Date(at), verdict: "healthy", account: {}, isSettled: true },
      })),
    }),
  );
  const connection = await withTenant(tenantId, (db) => db.connection.findFirst({ where: { kind: "aws" } }));
  instanceArn = connection?.connectInstanceArn?.toLowerCase() ?? "";
}, 120_000);
afterAll(() => installation?.stop());

describe("the last digits of a number, and a day", () => {
  const search = (digits: string, hours = 24) => {
    const { tenantId, actor } = installation;
    const to = new Date(Date.now() + 60_000);
    return searchLastDigits({ tenantId, actor, digits, from: new Date(to.getTime() - hours * hourMs), to });
  };

  it("give the scanned contacts whose record has such a caller, and say how many were read", async () => {
    const found = must(await search("4321"));
    expect(found.contacts.map(({ contactId }) => contactId)).toEqual([scanned]);
    expect(found).toMatchObject({ number: "••• ••21", scanned: { read: 2, known: 2 }, complete: true });
    expect(must(await search("4320")).contacts).toEqual([]);
  });

  it("are recorded in the audit log with two of them, and nowhere else", async () => {
    const events = await withTenant(installation.tenantId, (db) =>
      db.auditEvent.findMany({ where: { action: "contact:search-number" } }),
    );
    expect(events[0]).toMatchObject({ target: "••• ••21", detail: { lastDigits: true } });
    expect(JSON.stringify(events, (_, value) => (typeof value === "bigint" ? 0 : value))).not.toContain(
      "4321",
    );
  });

  it("say that not everything was read when a record can't be", async () => {
    await installation.fault({ service: "connect", operation: "DescribeContact", kind: "deny" });
    try {
      expect(must(await search("4321"))).toMatchObject({ contacts: [], complete: false });
    } finally {
      await installation.clearFaults();
    }
  });

  it("search no more than a day", async () => {
    expect(await search("4321", 48)).toMatchObject({ problem: { code: "day-invalid" } });
  });
});

it("a number without a country is offered with that of the account's numbers", async () => {
  const { tenantId, awsConnectionId } = installation;
  expect(await offerNumbers(tenantId, awsConnectionId, "2065550123")).toEqual([
    { number: "+1 206 555 0123", country: "US" },
  ]);
  expect(await offerNumbers(tenantId, awsConnectionId, "5550123")).toEqual([]);
  // The region is in the United States: only the number tells of Germany.
  expect(await offerNumbers(tenantId, awsConnectionId, "030901820")).toEqual([]);
  const entry = { kind: "numbers", testNumbers: ["+4930901821"], liveNumbers: [], promoted: false };
  await withTenant(tenantId, (db) =>
    db.integration.create({
      data: { tenantId, blueprint: "acme", name: "Berlin", settings: { entry }, awsConnectionId },
    }),
  );
  expect(await offerNumbers(tenantId, awsConnectionId, "030901820")).toEqual([
    { number: "+49 30 901820", country: "DE" },
  ]);
});

describe("the instance of an ARN", () => {
  const owner = async (userId: string, tenantId: TenantId, arn = instanceArn) =>
    whoseInstance({ tenantId, actor: { userId, name: "Ada" } }, arn);

  it("is this tenant's, or another's that the person may open, and else nobody's that they know of", async () => {
    const { tenantId, actor } = installation;
    const elsewhere = await newTenant("Elsewhere");
    const both = (role: "support" | "viewer") =>
      newUser({
        memberOf: [
          { tenantId, role },
          { tenantId: elsewhere.tenantId, role: "support" },
        ],
      });
    const stranger = await newUser({ memberOf: [{ tenantId: elsewhere.tenantId, role: "admin" }] });
    expect(await owner(actor.userId, tenantId)).toEqual({ kind: "here" });
    expect(await owner(actor.userId, elsewhere.tenantId)).toMatchObject({ kind: "tenant", slug: "sandbox" });
    expect(await owner((await both("support")).userId, elsewhere.tenantId)).toMatchObject({ kind: "tenant" });
    expect(await owner((await both("viewer")).userId, elsewhere.tenantId)).toEqual({ kind: "unknown" });
    expect(await owner(stranger.userId, elsewhere.tenantId)).toEqual({ kind: "unknown" });
    expect(await owner(actor.userId, tenantId, `${instanceArn.slice(0, -1)}x`)).toEqual({ kind: "unknown" });
  });
});

it("contacts opened lately are one's own, each once, the newest first", async () => {
  const { tenantId, actor } = installation;
  const colleague = await newUser({ memberOf: [{ tenantId, role: "support" }] });
  await withTenant(tenantId, async (db) => {
    for (const contactId of [scanned, chat, scanned])
      await recordContactOpening(db, { tenantId, actor, contactId });
    await recordContactOpening(db, {
      ...{ tenantId, contactId: unseen },
      actor: { name: "Colleague", userId: colleague.userId },
    });
    const opened = await listOpenedContacts(db, { tenantId, userId: actor.userId }, { limit: 5 });
    expect(opened.map(({ contactId }) => contactId).sort()).toEqual([scanned, chat].sort());
  });
});
