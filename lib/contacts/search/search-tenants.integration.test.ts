import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { archiveTenant } from "@/lib/access/tenant/change-tenant";
import { withFleet, withTenant } from "@/lib/access/tenant/scope";
import { listFleet } from "@/lib/integrations/list-fleet";
import { asContactId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { newTenant, newUser } from "@/lib/testing/people";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { parseQuery } from "./parse-query";
import { searchTenants } from "./search-tenants";

/** Of which nothing can be asked, for a reason that nobody expected. */
const broken = vi.hoisted(() => ({ tenantId: "" }));
vi.mock("./find-contact", async (importOriginal) => {
  const original = await importOriginal<typeof import("./find-contact")>();
  const { findContact } = original;
  return {
    ...original,
    findContact: (...given: Parameters<typeof findContact>) =>
      given[0] === broken.tenantId ? Promise.reject(new Error("broken")) : findContact(...given),
  };
});

const contactId = randomUUID();
let installation: SeededInstallation;
let other: Awaited<ReturnType<typeof newTenant>>;

beforeAll(async () => {
  installation = await seedInstallation();
  other = await newTenant("Other");
  await tellSandbox(installation.sandbox, "POST", "contacts", {
    contacts: [{ id: contactId, channel: "VOICE", initiatedAt: Date.now() - 3_600_000 }],
  });
  await withTenant(other.tenantId, (db) =>
    db.connection.create({ data: { tenantId: other.tenantId, kind: "aws", name: "Broken", settings: {} } }),
  );
}, 120_000);
afterAll(() => installation?.stop());

const search = async (text: string, actor = installation.actor) => {
  const query = parseQuery(text, []);
  if (query.kind !== "id") throw new Error(query.kind);
  return must(await searchTenants(actor, query));
};
const audited = (tenantId = installation.tenantId) =>
  withTenant(tenantId, (db) => db.auditEvent.count({ where: { action: "contact:search-id" } }));

describe("an id that is looked for in all tenants", () => {
  it("is found in its own, by name, and each tenant that was entered has it in its audit log", async () => {
    const result = await search(contactId);
    expect(result.found).toEqual([{ slug: "sandbox", name: "Sandbox", contactId }]);
    expect(await audited()).toBe(1);
    const events = await withFleet(installation.actor, "reads fleet events", (db) =>
      db.fleetEvent.count({ where: { why: "searches all tenants for a contact" } }),
    );
    expect(events).toBe(1);
  });

  it("is nowhere when no tenant has it, with those that couldn't be asked", async () => {
    const result = await search(randomUUID());
    expect(result).toMatchObject({ found: [], searched: 1, left: 0 });
    expect(result.failed.map(({ slug }) => slug)).toEqual([other.slug]);
    expect(await audited(other.tenantId)).toBeGreaterThan(0);
  });

  it("is not said to be where its record can't be read", async () => {
    await installation.fault({ service: "connect", operation: "DescribeContact", kind: "deny" });
    try {
      const result = await search(contactId);
      expect(result.found).toEqual([]);
      expect(result.failed.map(({ slug }) => slug)).toContain("sandbox");
    } finally {
      await installation.clearFaults();
    }
  });

  it("is looked for in the others when the search of one breaks down", async () => {
    broken.tenantId = other.tenantId;
    try {
      const result = await search(randomUUID());
      expect(result).toMatchObject({ searched: 1, failed: [{ problem: { code: "unexpected" } }] });
    } finally {
      broken.tenantId = "";
    }
  });

  it("is asked of the tenant of its ARN's instance alone", async () => {
    const before = await audited(other.tenantId);
    const [row] = await withTenant(installation.tenantId, (db) =>
      db.connection.findMany({ where: { kind: "aws" }, select: { connectInstanceArn: true } }),
    );
    expect((await search(`${row?.connectInstanceArn}/contact/${contactId}`)).found).toHaveLength(1);
    const nobodys = `arn:aws:connect:us-east-1:111122223333:instance/${randomUUID()}/contact/${contactId}`;
    expect(await search(nobodys)).toEqual({ found: [], searched: 0, failed: [], left: 0 });
    expect(await audited(other.tenantId)).toBe(before);
  });

  it("is refused to whoever is no operator", async () => {
    const member = await newUser({ memberOf: [{ tenantId: installation.tenantId, role: "admin" }] });
    await expect(search(contactId, member)).rejects.toThrow();
  });
});

describe("the fleet", () => {
  const list = (more: Partial<Parameters<typeof listFleet>[1]> = {}) =>
    listFleet(installation.actor, {
      ...{ archived: false, order: { by: "tenant", isDescending: false }, page: 1 },
      ...more,
    });

  it("says how each tenant is, and that it isn't known where nothing is stored", async () => {
    const { tenantId, awsConnectionId } = installation;
    const integrationId = await installation.createIntegration();
    const unknown = (await list()).tenants.find(({ slug }) => slug === "sandbox");
    expect(unknown).toMatchObject({ calls: undefined, verifiedAt: undefined, connections: { failed: 0 } });
    expect(unknown?.guide?.all).toBeGreaterThan(unknown?.guide?.done ?? 0);
    const beganAt = new Date(Date.now() - 3_600_000);
    await withTenant(tenantId, async (db) => {
      await db.contactLook.createMany({
        data: ["found", "healthy", "healthy"].map((verdict, index) => ({
          ...{ tenantId, connectionId: awsConnectionId, contactId: `${index}`, integrationId, beganAt },
          ...{ verdict, account: {}, isSettled: true },
        })),
      });
      await db.verifiedCall.create({
        data: {
          ...{ tenantId, integrationId, contactId: asContactId(contactId), at: beganAt },
          ...{ hops: 9, tookMs: 1_700, connectionsSha256: "any" },
        },
      });
      await db.connection.update({
        where: { tenantId_id: { tenantId, id: awsConnectionId } },
        data: { probe: { state: "failed", checks: [] } },
      });
    });
    const known = (await list({ order: { by: "findings", isDescending: true } })).tenants[0];
    expect(known).toMatchObject({
      slug: "sandbox",
      calls: { all: 3, withFindings: 1 },
      verifiedAt: beganAt,
      connections: { failed: 1 },
    });
  });

  it("has archived tenants in a list of their own, and searches none of them", async () => {
    await archiveTenant({ tenantId: other.tenantId, actor: installation.actor });
    const inUse = await list();
    expect(inUse.tenants.map(({ slug }) => slug)).not.toContain(other.slug);
    expect(inUse.archived).toBe(1);
    expect((await list({ archived: true })).tenants.map(({ slug }) => slug)).toEqual([other.slug]);
    expect((await search(randomUUID())).failed).toEqual([]);
  });
});
