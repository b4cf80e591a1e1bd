import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { archiveTenant } from "@/lib/access/tenant/change-tenant";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { asIntegrationId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { newTenant } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { until } from "@/lib/testing/until";
import { forgetOldFindings } from "@/lib/worker/keep-scanning";
import { forgetIntegration } from "../forget-integration";
import { lockIntegration } from "./approve-publication";
import { giveUpEveryLost } from "./give-up-lost";

// What a publication in hand keeps from ending, and for how long at most.

const actor = { name: "Ada" };
const known = {
  ...{ total: 1, isWhole: true, showsNewest: true, kinds: [] },
  authors: [{ email: "grace@example.com", count: 1 }],
};
const plan = {
  target: { id: "one", name: "Night shift" },
  ...{ rows: [], changes: { known }, last: { state: "none", parts: [] } },
};
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.stop());

/** An integration with a publication that was approved so many minutes ago and hasn't ended. */
async function publishing({ minutesAgo = 0, status = "publishing" } = {}) {
  const { tenantId } = await newTenant();
  const integrationId = await withTenant(tenantId, async (db) => {
    const data = { tenantId, blueprint: "any", name: "Any", settings: {}, vendorConnections: {} };
    const account = await db.connection.create({
      data: { tenantId, kind: "aws", name: "Account", settings: {} },
    });
    const { id } = await db.integration.create({ data: { ...data, awsConnectionId: account.id } });
    await db.guidePublication.create({
      data: {
        ...{ tenantId, integrationId: id, row: "AC-9", status, plan, plannedBy: "Ada", approvedBy: "Ada" },
        approvedAt: new Date(Date.now() - minutesAgo * 60_000),
        activeKey: `acme:${randomUUID()}`,
      },
    });
    return asIntegrationId(id);
  });
  const of = <Row>(read: Parameters<typeof withTenant<Row>>[1]) => withTenant(tenantId, read);
  return {
    tenantId,
    integrationId,
    archive: () => archiveTenant({ tenantId, actor }),
    forget: () => of((db) => forgetIntegration(db, { tenantId, actor, id: integrationId })),
    rows: () => of((db) => db.guidePublication.findMany()),
    ends: () => of((db) => db.auditEvent.findMany({ where: { action: "guide:publish-end" } })),
  };
}

function newGate(): { isOpen: Promise<void>; open(): void } {
  let open = () => {};
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { isOpen, open };
}

async function giveUp(): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl, options: "-c app.upkeep=on" });
  await client.connect();
  try {
    await giveUpEveryLost(client);
  } finally {
    await client.end();
  }
}

it("keeps its tenant from being archived and its integration from being deleted", async () => {
  const { archive, forget, rows } = await publishing({ status: "queued", minutesAgo: 29 });
  expect(await archive()).toMatchObject({
    problem: { code: "tenant-publishing", wayOut: expect.stringContaining("30 minutes") },
  });
  expect(await forget()).toMatchObject({
    problem: { code: "integration-publishing", wayOut: expect.stringContaining("30 minutes") },
  });
  expect(await rows()).toMatchObject([{ status: "queued" }]);
});

it("keeps its integration from being deleted also when it is approved at that moment", async () => {
  const { tenantId, integrationId, forget, rows } = await publishing({ minutesAgo: 31 });
  const [waits, goesOn] = [newGate(), newGate()];
  const approving = withTenant(tenantId, async (db) => {
    await lockIntegration(db, integrationId);
    waits.open();
    await goesOn.isOpen;
    await db.guidePublication.updateMany({ data: { status: "queued", approvedAt: new Date() } });
  });
  await waits.isOpen;
  const forgetting = forget();
  await until("the deletion waits", async () => {
    const locked = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return (await runAsOwner(database.ownerUrl, locked)).length > 0;
  });
  goesOn.open();
  await approving;
  expect(await forgetting).toMatchObject({ problem: { code: "integration-publishing" } });
  expect(await rows()).toHaveLength(1);
});

it("keeps neither once it is lost, and is recorded before it goes", async () => {
  const lost = await publishing({ minutesAgo: 31 });
  must(await lost.forget());
  expect(await lost.rows()).toEqual([]);
  expect(await lost.ends()).toMatchObject([{ detail: { outcome: "unknown", problem: "publication-lost" } }]);
  must(await (await publishing({ minutesAgo: 31 })).archive());
});

it.each([
  ["publishing", "unknown", "publication-lost"],
  ["queued", "unread", "publication-late"],
])("is given up after half an hour while %s, once, and that is recorded", async (status, end, problem) => {
  const [lost, young] = [await publishing({ status, minutesAgo: 31 }), await publishing({ status })];
  await giveUp();
  await giveUp();
  const [row] = await lost.rows();
  expect(row).toMatchObject({ status: end, activeKey: null, endedAt: expect.any(Date) });
  expect(JSON.stringify(row)).not.toContain("grace");
  expect(await lost.ends()).toMatchObject([
    { actorName: "worker", detail: { row: "AC-9", outcome: end, problem } },
  ]);
  expect(await young.rows()).toMatchObject([{ status, endedAt: null }]);
  expect(await young.ends()).toEqual([]);
});

it("a plan that nobody approved is forgotten after a week, with who changed what, and one that was approved isn't", async () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const approved = await publishing();
  const unapproved = await publishing();
  const change = (data: object) => (db: TenantDatabase) => db.guidePublication.updateMany({ data });
  await withTenant(approved.tenantId, change({ plannedAt: daysAgo(8) }));
  const planned = { status: "planned", activeKey: null };
  await withTenant(unapproved.tenantId, change({ ...planned, plannedAt: daysAgo(6) }));
  await forgetOldFindings(database.ownerUrl);
  expect(await unapproved.rows()).toHaveLength(1);
  await withTenant(unapproved.tenantId, change({ plannedAt: daysAgo(8) }));
  await forgetOldFindings(database.ownerUrl);
  expect(await unapproved.rows()).toEqual([]);
  expect(await approved.rows()).toHaveLength(1);
});
