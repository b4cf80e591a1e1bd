import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asTenantId } from "@/lib/kernel/ids";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { seed } from "@/prisma/seed";
import { recordAudit } from "../audit/record-audit";
import { withTenant } from "./scope";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

describe("a tenant's scope", () => {
  it("commits the work as a whole or not at all", async () => {
    await seed();
    const tenantId = asTenantId(randomUUID());
    await withTenant(tenantId, async (db) => {
      await db.tenant.create({ data: { id: tenantId, slug: "acme", name: "Acme" } });
      await recordAudit(db, { tenantId, actor: { name: "test" }, action: "tenant:create", target: tenantId });
    });
    const broken = withTenant(tenantId, async (db) => {
      await db.connection.create({ data: { tenantId, kind: "acme", name: "one", settings: {} } });
      throw new Error("stop here");
    });
    await expect(broken).rejects.toThrow("stop here");
    const counts = await withTenant(tenantId, async (db) => [
      await db.connection.count(),
      await db.auditEvent.count(),
    ]);
    expect(counts).toEqual([0, 1]);
  });
});
