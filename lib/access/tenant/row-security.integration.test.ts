import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forgetConfig } from "@/lib/kernel/config";
import { asTenantId } from "@/lib/kernel/ids";
import { newSecondFactor, newSession, newTenant, newUser } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { recordAudit } from "../audit/record-audit";
import { makeMemberResetLink } from "../auth/members";
import { rememberDevice } from "../auth/remember-device";
import { closeDatabase } from "./client";
import { listTenantsOf, resolveTenant } from "./resolve-tenant";
import { type TenantDatabase, withFleet, withNobody, withTenant, withUser } from "./scope";

let database: TestDatabase;
let tenantTables: string[];

beforeAll(async () => {
  database = await testDatabase();
  const rows = await runAsOwner<{ name: string }>(
    database.ownerUrl,
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenantId'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`,
  );
  tenantTables = rows.map((row) => row.name);
});
afterAll(() => database.stop());

/** One row in every table with a tenant: a new table fails the test below until it is added here. */
async function fillTenant(): Promise<string> {
  const { tenantId } = await newTenant();
  const { userId } = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
  await withTenant(tenantId, async (db) => {
    const connection = await db.connection.create({
      data: { tenantId, kind: "aws", name: "one", settings: {} },
    });
    const integration = await db.integration.create({
      data: { tenantId, blueprint: "acme-voice", name: "one", settings: {}, awsConnectionId: connection.id },
    });
    const of = { tenantId, integrationId: integration.id };
    const plan = await db.plan.create({
      data: { ...of, purpose: "deploy", desired: [], steps: [], changes: 0 },
    });
    const deployment = await db.deployment.create({ data: { ...of, planId: plan.id, purpose: "deploy" } });
    await db.deploymentStep.create({
      data: { tenantId, deploymentId: deployment.id, id: "table", position: 0, step: {} },
    });
    await db.managedResource.create({
      data: {
        ...of,
        logicalId: "table",
        type: "dynamodb-table",
        name: "t",
        physicalId: "t",
        outputs: {},
        desired: {},
        deploymentId: deployment.id,
      },
    });
    await db.guideTick.create({ data: { ...of, row: "KM-01", userId, userName: "x" } });
    await db.guideProof.create({
      data: { ...of, row: "KM-01", contactId: "c", provenAt: new Date(), askedSha256: "0" },
    });
    await db.guideCheck.create({
      data: { ...of, row: "KM-01", code: "published", seen: {}, at: new Date(), askedSha256: "0" },
    });
    await db.guidePublication.create({ data: { ...of, row: "KM-01", plan: {}, plannedBy: "x" } });
    await db.verifiedCall.create({
      data: { ...of, contactId: "c", at: new Date(), hops: 9, tookMs: 1_700, connectionsSha256: "0" },
    });
    await db.hopProof.create({ data: { ...of, cable: "number", state: "good", sentence: "x" } });
    await recordAudit(db, { tenantId, actor: { name: "x" }, action: "guide:tick", target: "x" });
    const scanned = { tenantId, connectionId: connection.id };
    await db.contactFinding.create({
      data: { ...scanned, contactId: "c", code: "caller-hung-up", at: new Date() },
    });
    await db.contactScan.create({
      data: { ...scanned, fromAt: new Date(), toAt: new Date(), contacts: 1, listed: 1 },
    });
    await db.contactLook.create({
      data: {
        ...{ ...scanned, contactId: "c", verdict: "healthy", isSettled: true, account: {} },
        beganAt: new Date(),
      },
    });
    await db.contactLink.create({
      data: { ...scanned, contactId: "c", vendor: "acme", externalId: randomUUID(), from: "event-script" },
    });
    await db.contactEvent.create({
      data: { ...scanned, eventId: randomUUID(), contactId: "c", code: "x.y", at: new Date() },
    });
    const issue = { tenantId, integrationId: integration.id, code: "caller-hung-up" };
    await db.issueResolution.create({ data: { ...issue, fixedAt: new Date(), resolvedByName: "x" } });
    await db.issueNote.create({ data: { ...issue, text: "x", authorId: userId, authorName: "x" } });
    await db.agentPageEvent.create({ data: { tenantId, contactId: "c", userId, code: "loaded" } });
    await db.agentLog.create({ data: { tenantId, contactId: "c", text: "x", userId, userName: "x" } });
    await db.privacyRules.create({ data: { tenantId, hiddenKeys: [], shownKeys: [] } });
    await db.recentSearch.create({ data: { tenantId, userId, query: "range=day", kind: "filters" } });
    await db.contactNote.create({
      data: { tenantId, contactId: randomUUID(), text: "x", authorId: userId, authorName: "x" },
    });
    await db.flowVersion.create({
      data: {
        tenantId,
        flowId: "f",
        flowArn: "f",
        name: "f",
        contentSha256: "0",
        content: "{}",
        savedBy: "x",
      },
    });
    await db.invitation.create({
      data: {
        tenantId,
        email: "a@example.com",
        role: "viewer",
        tokenHash: randomUUID(),
        expiresAt: new Date(),
        invitedById: userId,
      },
    });
  });
  return tenantId;
}

async function countRows(db: TenantDatabase, table: string): Promise<number> {
  const [row] = await db.$queryRawUnsafe<{ count: bigint }[]>(`SELECT count(*) AS count FROM "${table}"`);
  return Number(row?.count);
}

describe("row-level security", () => {
  it("is forced on every table, so that a new one can't be forgotten", async () => {
    const open = await runAsOwner(
      database.ownerUrl,
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
          AND relname <> '_prisma_migrations' AND NOT (relrowsecurity AND relforcerowsecurity)`,
    );
    expect(open).toEqual([]);
    expect(tenantTables.length).toBeGreaterThan(10);
  });

  it("shows a tenant's own row, and no row of another's, in every table with a tenant", async () => {
    const own = asTenantId(await fillTenant());
    const foreign = await fillTenant();
    await withTenant(own, async (db) => {
      for (const table of tenantTables) expect(await countRows(db, table), table).toBe(1);
    });
    await withTenant(asTenantId(randomUUID()), async (db) => {
      for (const table of tenantTables) expect(await countRows(db, table), table).toBe(0);
    });
    await withNobody(async (db) => {
      for (const table of [...tenantTables, "Tenant", "User"]) {
        const count = table === "User" ? await db.user.count() : await countRows(db, table);
        expect(count, table).toBe(0);
      }
    });
    await withTenant(own, async (db) => {
      const changed = await db.connection.updateMany({
        where: { tenantId: foreign },
        data: { name: "taken over" },
      });
      expect(changed.count).toBe(0);
      expect(await db.connection.deleteMany({ where: { tenantId: foreign } })).toEqual({ count: 0 });
    });
  });

  it("lets no one write a row for another tenant or move one there", async () => {
    const own = asTenantId(await fillTenant());
    const foreign = await fillTenant();
    const write = withTenant(own, (db) =>
      db.connection.create({ data: { tenantId: foreign, kind: "acme", name: "smuggled", settings: {} } }),
    );
    await expect(write).rejects.toThrow(/row-level security/);
    const move = withTenant(own, (db) => db.hopProof.updateMany({ data: { tenantId: foreign } }));
    await expect(move).rejects.toThrow();
  });

  it("limits the scope to its own transaction, even when many run at once over few connections", async () => {
    const tenants = await Promise.all([newTenant(), newTenant(), newTenant()]);
    const seen = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const tenantId = tenants[index % tenants.length]?.tenantId ?? asTenantId("");
        return withTenant(tenantId, async (db) => {
          const rows = await Promise.all([
            db.tenant.findMany({ select: { id: true } }),
            db.tenant.findUnique({ where: { id: tenantId }, select: { id: true } }),
          ]);
          return rows.flat().every((row) => row?.id === tenantId);
        });
      }),
    );
    expect(seen.every(Boolean)).toBe(true);
    expect(await withNobody((db) => db.tenant.count())).toBe(0);
  });

  it("keeps the audit log and the versions of flows as they were written", async () => {
    const own = asTenantId(await fillTenant());
    await expect(
      withTenant(own, (db) => db.auditEvent.updateMany({ data: { action: "x" } })),
    ).rejects.toThrow(/denied/);
    await expect(withTenant(own, (db) => db.auditEvent.deleteMany())).rejects.toThrow(/denied/);
    await expect(
      withTenant(own, (db) => db.flowVersion.updateMany({ data: { content: "x" } })),
    ).rejects.toThrow(/denied/);
  });

  it("shows password hashes and sign-in attempts to no one, and lets no one become an operator", async () => {
    const { tenantId } = await newTenant();
    const { userId } = await newUser({
      password: "correct horse battery",
      memberOf: [{ tenantId, role: "admin" }],
    });
    for (const inScope of [
      <T>(work: (db: TenantDatabase) => Promise<T>) => withUser(userId, work),
      <T>(work: (db: TenantDatabase) => Promise<T>) => withTenant(tenantId, work),
    ]) {
      await expect(inScope((db) => db.$queryRaw`SELECT "passwordHash" FROM "User"`)).rejects.toThrow(
        /denied/,
      );
      await expect(inScope((db) => db.$queryRaw`SELECT * FROM "SignInAttempt"`)).rejects.toThrow(/denied/);
      await expect(inScope((db) => db.$queryRaw`SELECT * FROM "RequestTurn"`)).rejects.toThrow(/denied/);
      await expect(inScope((db) => db.$executeRaw`UPDATE "User" SET "isOperator" = true`)).rejects.toThrow(
        /denied/,
      );
    }
  });

  it("shows what belongs to one person only in their own scope", async () => {
    const { tenantId } = await newTenant();
    const { userId } = await newUser({
      password: "correct horse battery staple",
      memberOf: [{ tenantId, role: "admin" }],
    });
    const other = await newUser({ isOperator: true });
    await newSession(userId);
    await newSecondFactor(userId);
    await rememberDevice(userId, "a device");
    const context = { tenantId, actor: { userId: other.userId, name: other.name } };
    await makeMemberResetLink(context, userId);
    const own = ["Session", "SecondFactor", "RecoveryCode", "KnownDevice"];
    await withUser(userId, async (db) => {
      for (const table of own) expect(await countRows(db, table), table).toBeGreaterThan(0);
    });
    for (const enter of [
      (work: (db: TenantDatabase) => Promise<void>) => withUser(other.userId, work),
      (work: (db: TenantDatabase) => Promise<void>) => withTenant(tenantId, work),
      (work: (db: TenantDatabase) => Promise<void>) => withNobody(work),
    ]) {
      await enter(async (db) => {
        for (const table of own) expect(await countRows(db, table), table).toBe(0);
      });
    }
    // Links and identities are nobody's to read: only the narrow functions look them up.
    for (const table of ["PasswordReset", "ExternalIdentity"]) {
      await expect(withUser(userId, (db) => countRows(db, table))).rejects.toThrow(/permission denied/);
    }
  });

  it("refuses one scope inside another", async () => {
    const { tenantId } = await newTenant();
    const nested = withTenant(tenantId, () => withTenant(tenantId, async () => 1));
    await expect(nested).rejects.toThrow(/inside another/);
  });
});

describe("the fleet's scope", () => {
  it("lets an operator read over all tenants, write nothing, and leaves a record", async () => {
    const tenantId = await fillTenant();
    const operator = await newUser({ isOperator: true });
    const actor = { userId: operator.userId, name: operator.name };
    const seen = await withFleet(actor, "looks for a deployment", async (db) =>
      (await db.deployment.findMany({ select: { tenantId: true } })).map((row) => row.tenantId),
    );
    expect(seen).toContain(tenantId);
    expect(seen.length).toBeGreaterThan(1);
    await expect(withFleet(actor, "tries", (db) => db.hopProof.deleteMany())).rejects.toThrow(/denied/);
    const events = await withFleet(actor, "reads", (db) =>
      db.fleetEvent.findMany({ where: { actorId: operator.userId } }),
    );
    expect(events.map((event) => event.why)).toContain("looks for a deployment");
  });

  it("is closed to everyone else", async () => {
    const { tenantId } = await newTenant();
    const user = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
    const read = withFleet({ userId: user.userId, name: user.name }, "curious", (db) => db.tenant.findMany());
    await expect(read).rejects.toThrow(/row-level security/);
    await expect(withFleet({ name: "nobody" }, "curious", (db) => db.tenant.findMany())).rejects.toThrow(
      /operator/,
    );
  });
});

describe("a tenant's address", () => {
  it("works for its members with their role, for operators anywhere, and for no one else", async () => {
    const { tenantId, slug } = await newTenant();
    const member = await newUser({ memberOf: [{ tenantId, role: "support" }] });
    const operator = await newUser({ isOperator: true });
    const stranger = await newUser({});
    expect(await resolveTenant(member.userId, slug)).toMatchObject({ tenantId, role: "support" });
    expect(await resolveTenant(operator.userId, slug)).toMatchObject({ tenantId, role: "operator" });
    expect(await resolveTenant(stranger.userId, slug)).toBeUndefined();
    expect(await resolveTenant(member.userId, "no-such-tenant")).toBeUndefined();
    expect(await listTenantsOf(stranger.userId)).toEqual([]);
    expect((await listTenantsOf(member.userId)).map((tenant) => tenant.slug)).toEqual([slug]);
  });
});

describe("the console", () => {
  it("can't run as a role that row-level security doesn't restrict", async () => {
    const [url, pool] = [database.ownerUrl, process.env.PATCHBAY_APP_DATABASE_URL];
    await closeDatabase();
    process.env.PATCHBAY_APP_DATABASE_URL = url;
    forgetConfig();
    try {
      await expect(withTenant(asTenantId(randomUUID()), (db) => db.tenant.count())).rejects.toThrow(
        /can't run as/,
      );
    } finally {
      process.env.PATCHBAY_APP_DATABASE_URL = pool;
      forgetConfig();
    }
    expect(await withTenant(asTenantId(randomUUID()), (db) => db.tenant.count())).toBe(0);
  });
});
