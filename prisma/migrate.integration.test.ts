import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signIn } from "@/lib/access/auth/sign-in";
import { closeDatabase } from "@/lib/access/tenant/client";
import { resolveTenant } from "@/lib/access/tenant/resolve-tenant";
import { withNobody, withTenant } from "@/lib/access/tenant/scope";
import { removeConnection } from "@/lib/connections/store";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { asTenantId } from "@/lib/kernel/ids";
import { startCluster, type TestCluster } from "@/lib/testing/cluster";
import { applyTestSettings, onDatabase, runAsOwner, testAppRole } from "@/lib/testing/postgres";
import { vendors } from "@/lib/vendors/registry";
import { migrate } from "@/prisma/migrate";
import { seed } from "@/prisma/seed";

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(async () => {
  await closeDatabase();
  await cluster.stop();
});

describe("migrating", () => {
  it("makes a working console for an owner that is no superuser, also when two starts migrate at once", async () => {
    await runAsOwner(cluster.url, "CREATE ROLE plain_owner LOGIN CREATEROLE PASSWORD 'plain-owner'");
    await runAsOwner(cluster.url, "CREATE DATABASE plain OWNER plain_owner");
    const url = new URL(onDatabase(cluster.url, "plain"));
    url.username = "plain_owner";
    url.password = "plain-owner";

    const applied = await Promise.all([
      migrate(url.toString(), testAppRole),
      migrate(url.toString(), testAppRole),
    ]);
    expect(applied.map((names) => names.length).sort()[0]).toBe(0);
    expect(await migrate(url.toString(), testAppRole)).toEqual([]);

    const firstPassword = process.env.PATCHBAY_FIRST_PASSWORD;
    process.env.PATCHBAY_FIRST_PASSWORD = "owner@localhost1";
    applyTestSettings(url.toString());
    await expect(seed()).rejects.toThrow("PATCHBAY_FIRST_PASSWORD can't be used");
    delete process.env.PATCHBAY_FIRST_PASSWORD;
    if (firstPassword) process.env.PATCHBAY_FIRST_PASSWORD = firstPassword;
    applyTestSettings(url.toString());
    await seed();
    await seed();
    const signedIn = await signIn(
      { email: "owner@localhost", password: process.env.PATCHBAY_FIRST_PASSWORD },
      { address: "127.0.0.1" },
    );
    expect(signedIn).toMatchObject({ ok: true, value: { isOperator: true } });
    const userId = signedIn.ok ? signedIn.value.id : "";
    const tenant = await resolveTenant(userId, "sandbox");
    expect(tenant).toMatchObject({ name: "Sandbox", role: "admin" });
    const tenantId = tenant?.tenantId ?? asTenantId("");
    const kinds = await withTenant(tenantId, async (db) => {
      await enqueueJob(db, "nothing", { tenantId });
      return (await db.connection.findMany({ orderBy: { kind: "asc" } })).map((row) => row.kind);
    });
    expect(kinds).toEqual(["aws", ...vendors.map(({ name }) => name)].sort());
    // What somebody has removed stays removed, though it came with a newer console than the tenant.
    await withTenant(tenantId, async (db) => {
      const found = await db.connection.findFirst({ where: { kind: vendors.at(-1)?.name ?? "" } });
      const actor = { userId, name: "Owner" };
      expect(await removeConnection(db, { tenantId, actor, id: found?.id ?? "" })).toMatchObject({
        ok: true,
      });
    });
    await seed();
    expect(await withTenant(tenantId, (db) => db.connection.count())).toBe(vendors.length);
    // Forced security binds the owner as well, who sees rows only by saying so.
    expect(await runAsOwner(url.toString(), 'SELECT "id" FROM "Connection"')).toEqual([]);
    expect(await withNobody((db) => db.connection.count())).toBe(0);
    await closeDatabase();
  });

  it("shows the database's message when a script is refused", async () => {
    const name = `broken_${randomUUID().slice(0, 8)}`;
    await runAsOwner(cluster.url, `CREATE DATABASE ${name}`);
    const url = onDatabase(cluster.url, name);
    await runAsOwner(url, "CREATE FUNCTION app_tenant_id() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$");
    await expect(migrate(url, testAppRole)).rejects.toThrow(/app_tenant_id/);
  });
});
