import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TenantId } from "@/lib/kernel/ids";
import { newOrigin, newTenant, newUser } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { until } from "@/lib/testing/until";
import { signIn } from "../auth/sign-in";
import { nameActor, type TenantDatabase, withFleet, withTenant, withUser } from "../tenant/scope";
import { listFleetEvents } from "./list-fleet-events";
import { type AuditInput, recordAudit } from "./record-audit";
import { parseEarlierLook, verifyAudit } from "./verify-audit";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

const password = "correct horse battery staple";

async function newMember({ isOperator = false } = {}) {
  const { tenantId, slug } = await newTenant();
  const user = await newUser({ password, isOperator, memberOf: [{ tenantId, role: "admin" }] });
  return { tenantId, slug, ...user, actor: { userId: user.userId, name: user.name } };
}

function record(tenantId: TenantId, actor: { userId?: string; name: string }, target = "x"): Promise<void> {
  return withTenant(tenantId, (db) => recordAudit(db, { tenantId, actor, action: "guide:tick", target }));
}

async function verify(tenantId: TenantId) {
  return (await verifyAudit(database.ownerUrl)).find((tenant) => tenant.tenantId === tenantId);
}

describe("an audit event", () => {
  const insertsWith = (columns: string, values: string) => (tenantId: TenantId) => (db: TenantDatabase) =>
    db.$executeRawUnsafe(
      `INSERT INTO "AuditEvent" ("tenantId", "action", "target", ${columns}) VALUES ('${tenantId}', 'a:b', 'x', ${values})`,
    );

  it.each([
    ["a time of its own", insertsWith('"at"', "'2020-01-01'")],
    ["an actor's name of its own", insertsWith('"actorName"', "'Somebody else'")],
    ["an actor of its own", insertsWith('"actorId"', "gen_random_uuid()")],
    ["an address of its own", insertsWith('"address"', "'192.0.2.1'")],
    ["a number of its own", insertsWith('"id"', "1")],
  ])("is refused with %s", async (_what, insert) => {
    const { tenantId, actor } = await newMember();
    const written = withTenant(tenantId, async (db) => {
      await nameActor(db, actor);
      await insert(tenantId)(db);
    });
    await expect(written).rejects.toThrow(/permission denied/);
  });

  it("has the database's time, and the account's name whatever the console sends", async () => {
    const { tenantId, userId, name } = await newMember();
    const before = Date.now();
    await record(tenantId, { userId, name: "Somebody else" });
    const [event] = await withTenant(tenantId, (db) => db.auditEvent.findMany());
    expect(event).toMatchObject({ actorId: userId, actorName: name });
    expect(Math.abs((event?.at.getTime() ?? 0) - before)).toBeLessThan(10_000);
  });

  it("is refused without an actor, or with one that doesn't exist", async () => {
    const { tenantId } = await newMember();
    await expect(record(tenantId, { userId: crypto.randomUUID(), name: "x" })).rejects.toThrow(/actor/);
    await expect(
      withTenant(tenantId, (db) =>
        db.$executeRawUnsafe(
          `INSERT INTO "AuditEvent" ("tenantId", "action", "target") VALUES ('${tenantId}', 'a:b', 'x')`,
        ),
      ),
    ).rejects.toThrow(/actor/);
  });

  it("is linked only by the database", async () => {
    const { tenantId, actor } = await newMember();
    await record(tenantId, actor);
    for (const sql of [
      `INSERT INTO "AuditLink" VALUES ('${tenantId}', 2, 2, 'x')`,
      `UPDATE "AuditLink" SET "hash" = 'x'`,
      `DELETE FROM "AuditLink"`,
    ]) {
      await expect(withTenant(tenantId, (db) => db.$executeRawUnsafe(sql))).rejects.toThrow(/denied/);
    }
  });
});

describe("the chain of a tenant's audit log", () => {
  it("fits together after many events at the same time", async () => {
    const { tenantId, actor } = await newMember();
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => record(tenantId, actor, `event ${index} · ü`)),
    );
    const verified = await verify(tenantId);
    expect(verified).toMatchObject({ intact: 40, broken: undefined });
    expect(verified?.lastHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("doesn't block on rows held by whoever records first", async () => {
    const { tenantId, actor } = await newMember();
    const rename = (db: TenantDatabase, name: string) =>
      db.tenant.update({ where: { id: tenantId }, data: { name } });
    const event: AuditInput = { tenantId, actor, action: "guide:tick", target: "x" };
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        withTenant(tenantId, async (db) => {
          if (index % 2) await recordAudit(db, event);
          await rename(db, `Name ${index}`);
          if (index % 2 === 0) await recordAudit(db, event);
        }),
      ),
    );
    expect(await verify(tenantId)).toMatchObject({ intact: 10, broken: undefined });
  });

  const where = (tenantId: TenantId) =>
    `"tenantId" = '${tenantId}' AND "id" = (SELECT "eventId" FROM "AuditLink" WHERE "tenantId" = '${tenantId}' AND "position" = 2)`;
  it.each([
    ["changed", "changed", (id: TenantId) => `UPDATE "AuditEvent" SET "target" = 'y' WHERE ${where(id)}`],
    [
      "dated back",
      "changed",
      (id: TenantId) => `UPDATE "AuditEvent" SET "at" = "at" - interval '1 day' WHERE ${where(id)}`,
    ],
    ["removed", "removed", (id: TenantId) => `DELETE FROM "AuditEvent" WHERE ${where(id)}`],
    [
      "removed with its link",
      "link-missing",
      (id: TenantId) =>
        `WITH gone AS (DELETE FROM "AuditEvent" WHERE ${where(id)})
         DELETE FROM "AuditLink" WHERE "tenantId" = '${id}' AND "position" = 2`,
    ],
    [
      "slipped in",
      "not-linked",
      (id: string) =>
        `SET session_replication_role = replica;
         INSERT INTO "AuditEvent" ("tenantId", "actorName", "action", "target") VALUES ('${id}', 'x', 'a:b', 'x')`,
    ],
  ])("breaks where an event was %s, even by the owner of the tables", async (_how, fault, sql) => {
    const { tenantId, actor } = await newMember();
    const other = await newMember();
    for (const target of ["one", "two", "three"]) await record(tenantId, actor, target);
    await record(other.tenantId, other.actor);
    await runAsOwner(database.ownerUrl, sql(tenantId));
    const verified = await verify(tenantId);
    expect(verified?.broken?.fault).toBe(fault);
    expect(verified?.intact).toBe(fault === "not-linked" ? 3 : 1);
    expect((await verify(other.tenantId))?.broken).toBeUndefined();
  });

  it("shows, compared with earlier output, that its end was cut off or that it was rehashed", async () => {
    const { tenantId, slug, actor } = await newMember();
    for (const target of ["one", "two", "three"]) await record(tenantId, actor, target);
    const lastHash = (await verify(tenantId))?.lastHash ?? "";
    const earlier = parseEarlierLook(
      `other: 0 events, intact\n${slug}: 3 events, intact, last ${lastHash}\n`,
    );
    const verifySince = async () =>
      (await verifyAudit(database.ownerUrl, earlier)).find((tenant) => tenant.tenantId === tenantId);
    expect(await verifySince()).toMatchObject({ intact: 3, broken: undefined });
    await record(tenantId, actor, "four");
    expect(await verifySince()).toMatchObject({ intact: 4, broken: undefined });

    const cutFrom = (position: number) =>
      runAsOwner(
        database.ownerUrl,
        `WITH cut AS (DELETE FROM "AuditLink" WHERE "tenantId" = $1 AND "position" >= $2 RETURNING "eventId")
         DELETE FROM "AuditEvent" WHERE "tenantId" = $1 AND "id" IN (SELECT "eventId" FROM cut)`,
        [tenantId, position],
      );
    await cutFrom(3);
    expect((await verify(tenantId))?.broken).toBeUndefined();
    expect((await verifySince())?.broken?.fault).toBe("cut-off");
    await record(tenantId, actor, "another three");
    expect((await verifySince())?.broken).toMatchObject({ fault: "counted-anew", position: "3" });
    const gone = parseEarlierLook(`no-such-tenant: 1 event, intact, last ${lastHash}`);
    expect((await verifyAudit(database.ownerUrl, gone)).at(-1)).toMatchObject({
      ...{ slug: "no-such-tenant", broken: { fault: "cut-off" } },
    });
  });

  it("is checked by a command that exits with 1 when one is broken", async () => {
    const { tenantId, slug, actor } = await newMember();
    for (const target of ["one", "two"]) await record(tenantId, actor, target);
    await runAsOwner(database.ownerUrl, `DELETE FROM "AuditEvent" WHERE ${where(tenantId)}`);
    const run = promisify(execFile)(
      process.execPath,
      ["--import", "tsx", "lib/access/audit/verify-audit.ts"],
      {
        env: { ...process.env, DATABASE_URL: database.ownerUrl },
        timeout: 60_000,
      },
    );
    const failed: unknown = await run.catch((error: unknown) => error);
    expect(failed).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        new RegExp(`^${slug}: BROKEN after 1 event: event \\d+ \\(position 2\\) was removed$`, "m"),
      ),
    });
  });
});

describe("a failed sign-in", () => {
  it("is in the audit log of the account's tenants, and for an operator in the fleet events", async () => {
    const { tenantId, email, userId, actor } = await newMember({ isOperator: true });
    const origin = newOrigin();
    expect((await signIn({ email, password: "wrong" }, origin)).ok).toBe(false);
    const event = await until("the failure is recorded", () =>
      withTenant(tenantId, (db) => db.auditEvent.findFirst({ where: { action: "session:sign-in-failed" } })),
    );
    expect(event).toMatchObject({
      ...{ actorId: null, actorName: "Not signed in", target: userId, address: origin.address },
      detail: { factor: "password" },
    });
    const { events } = await listFleetEvents(actor, {});
    expect(events).toContainEqual(
      expect.objectContaining({ actorId: null, action: "session:sign-in-failed", address: origin.address }),
    );
    expect((await verify(tenantId))?.broken).toBeUndefined();
  });

  it("can't flood the audit log: at most 30 per hour are kept for one account", async () => {
    const { tenantId, email, userId } = await newMember({ isOperator: true });
    const other = await newMember();
    const fail = (of: string, times: number) =>
      withUser("", async (db) => {
        for (let tries = 0; tries < times; tries += 1)
          await db.$queryRaw`SELECT app_record_failed_sign_in(${of}, 'session:sign-in-failed', '{}'::jsonb, '192.0.2.1')::text`;
      });
    const kept = async () => {
      const [fleet] = await runAsOwner<{ events: number }>(
        database.ownerUrl,
        `SELECT count(*)::int AS events FROM "FleetEvent" WHERE "why" = $1`,
        [`session:sign-in-failed ${userId}`],
      );
      return [await withTenant(tenantId, (db) => db.auditEvent.count()), fleet?.events];
    };
    await fail(email, 40);
    expect(await kept()).toEqual([30, 30]);
    await fail(other.email, 1);
    expect(await withTenant(other.tenantId, (db) => db.auditEvent.count())).toBe(1);

    // An hour later.
    const earlier = `SET "at" = "at" - interval '61 minutes' WHERE`;
    await runAsOwner(database.ownerUrl, `UPDATE "AuditEvent" ${earlier} "target" = $1`, [userId]);
    const ofAccount = `split_part("why", ' ', 2) = $1`;
    await runAsOwner(database.ownerUrl, `UPDATE "FleetEvent" ${earlier} ${ofAccount}`, [userId]);
    await fail(email, 1);
    expect(await kept()).toEqual([31, 31]);
  });
});

describe("the fleet events", () => {
  it("are shown to operators page by page, newest first, with the database's actor and time", async () => {
    const { actor, userId, name } = await newMember({ isOperator: true });
    for (const why of ["looks one", "looks two", "looks three"])
      await withFleet({ ...actor, name: "Somebody else", address: "192.0.2.7" }, why, async () => 1);
    const first = await listFleetEvents(actor, { limit: 2 });
    expect(first.events.map(({ action }) => action)).toEqual(["reads fleet events", "looks three"]);
    expect(first.events[1]).toMatchObject({ actorId: userId, actorName: name, address: "192.0.2.7" });
    const second = await listFleetEvents(actor, { limit: 2, before: first.next });
    expect(second.events.map(({ action }) => action)).toEqual(["looks two", "looks one"]);
    for (const column of ['"at"', '"actorId"', '"actorName"']) {
      const value = column === '"at"' ? "now()" : column === '"actorId"' ? `'${userId}'` : "'x'";
      await expect(
        withUser(userId, (db) =>
          db.$executeRawUnsafe(`INSERT INTO "FleetEvent" ("why", ${column}) VALUES ('x', ${value})`),
        ),
      ).rejects.toThrow(/permission denied/);
    }
  });

  it("are closed to everyone else", async () => {
    const { actor } = await newMember();
    await expect(listFleetEvents(actor, {})).rejects.toThrow();
  });
});
