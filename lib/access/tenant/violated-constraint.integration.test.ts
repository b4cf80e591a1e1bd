import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { newTenant } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { createTenant } from "./resolve-tenant";
import { type TenantDatabase, withTenant } from "./scope";
import { type ExpectedConstraint, violates } from "./violated-constraint";

const constraints: ExpectedConstraint[] = [
  "Connection_connectInstanceArn_key",
  "Connection_tenantId_kind_name_key",
  "Deployment_tenantId_activeKey_key",
  "GuidePublication_tenantId_activeKey_key",
  "Tenant_slug_key",
];
const settings = {};
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

/** What the database says when something is written twice. */
async function errorOf(
  tenantId: TenantId,
  write: (db: TenantDatabase) => Promise<unknown>,
): Promise<unknown> {
  return withTenant(tenantId, async (db) => {
    await write(db);
    await write(db);
  }).then(
    () => undefined,
    (error: unknown) => error,
  );
}

async function newPlan(tenantId: TenantId): Promise<{ integrationId: IntegrationId; planId: string }> {
  return withTenant(tenantId, async (db) => {
    const data = { tenantId, kind: "aws", name: randomUUID(), settings };
    const { id: awsConnectionId } = await db.connection.create({ data });
    const { id: integrationId } = await db.integration.create({
      data: { tenantId, blueprint: "small", name: randomUUID(), settings, awsConnectionId },
    });
    const plan = { tenantId, integrationId, purpose: "deploy", desired: [], steps: [], changes: 0 };
    return { integrationId, planId: (await db.plan.create({ data: plan })).id };
  });
}

describe("a unique index that is violated", () => {
  it("is distinguished from every other", async () => {
    const { tenantId } = await newTenant();
    const { integrationId, planId } = await newPlan(tenantId);
    const errors: Record<Exclude<ExpectedConstraint, "Tenant_slug_key">, unknown> = {
      Connection_connectInstanceArn_key: await errorOf(tenantId, (db) =>
        db.connection.create({
          data: { tenantId, kind: "aws", name: randomUUID(), settings, connectInstanceArn: "arn:one" },
        }),
      ),
      Connection_tenantId_kind_name_key: await errorOf(tenantId, (db) =>
        db.connection.create({ data: { tenantId, kind: "acme", name: "Acme", settings } }),
      ),
      Deployment_tenantId_activeKey_key: await errorOf(tenantId, (db) =>
        db.deployment.create({
          data: {
            ...{ tenantId, integrationId, planId, purpose: "deploy" },
            ...{ activeKey: integrationId, queue: "any" },
          },
        }),
      ),
      GuidePublication_tenantId_activeKey_key: await errorOf(tenantId, async (db) => {
        const one = { tenantId, integrationId, row: "AC-01", plan: {}, plannedBy: "x", activeKey: "acme:1" };
        await db.guidePublication.create({ data: one });
        await db.guidePublication.create({ data: one });
      }),
    };
    for (const [violated, error] of Object.entries(errors))
      expect(constraints.filter((each) => violates(error, each))).toEqual([violated]);
  });

  it("is none of those when the primary key is taken", async () => {
    const { tenantId } = await newTenant();
    const id = randomUUID();
    const error = await errorOf(tenantId, (db) =>
      db.connection.create({ data: { tenantId, id, kind: "acme", name: randomUUID(), settings } }),
    );
    expect(error).toMatchObject({ code: "P2002" });
    expect(constraints.filter((each) => violates(error, each))).toEqual([]);
  });

  it("has the name that the migrations gave it", async () => {
    const rows = await runAsOwner<{ indexname: string }>(
      database.ownerUrl,
      "SELECT indexname FROM pg_indexes WHERE indexname = ANY($1)",
      [constraints],
    );
    expect(rows.map(({ indexname }) => indexname).sort()).toEqual(constraints);
  });
});

it("a tenant's short name is taken once", async () => {
  const { slug } = await newTenant();
  expect(await createTenant({ name: "Ada" }, { name: "Acme", slug })).toMatchObject({
    problem: { code: "tenant-slug-taken" },
  });
});
