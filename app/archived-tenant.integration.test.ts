import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { stillMay } from "@/lib/access/auth/still-may";
import { archiveTenant, renameTenant, restoreTenant } from "@/lib/access/tenant/change-tenant";
import { holdOpen } from "@/lib/access/tenant/hold-open";
import { listTenantsOf, resolveTenant } from "@/lib/access/tenant/resolve-tenant";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { setBypass } from "@/lib/deployments/bypass";
import { asIntegrationId, type TenantId } from "@/lib/kernel/ids";
import { newSessionUser, newTenant, newUser } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { until } from "@/lib/testing/until";
import { enqueueDueScans } from "@/lib/worker/keep-scanning";

const signedIn = vi.hoisted(() => ({ user: undefined as unknown }));
vi.mock("@/lib/access/auth/session", () => ({ currentUser: async () => signedIn.user }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));
vi.mock("next/cache", () => ({ refresh: () => undefined, revalidatePath: () => undefined }));

const root = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.includes("[tenant]"),
);
const operator = { name: "Olivia", userId: "" };
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  operator.userId = (await newUser({ isOperator: true })).userId;
});
afterAll(() => database?.stop());

interface House {
  tenantId: TenantId;
  slug: string;
  admin: Awaited<ReturnType<typeof newSessionUser>>;
  integrationId: string;
}

/** A tenant of a test's own, with one integration in its account; its administrator is the one who is signed in. */
async function newHouse(): Promise<House> {
  const { tenantId, slug } = await newTenant("Acme");
  const admin = await newSessionUser((await newUser({ memberOf: [{ tenantId, role: "admin" }] })).userId);
  signedIn.user = admin;
  const integrationId = await withTenant(tenantId, async (db) => {
    const connection = await db.connection.create({
      data: { tenantId, kind: "aws", name: "Account", settings: {} },
    });
    const integration = await db.integration.create({
      data: { tenantId, blueprint: "any", name: "Any", settings: {}, awsConnectionId: connection.id },
    });
    await db.managedResource.create({
      data: {
        ...{ tenantId, integrationId: integration.id, logicalId: "flow", type: "contact-flow", name: "flow" },
        ...{ physicalId: "flow", outputs: {}, desired: {}, deploymentId: randomUUID() },
      },
    });
    return integration.id;
  });
  return { tenantId, slug, admin, integrationId };
}

async function beginDeployment(db: TenantDatabase, { tenantId, integrationId }: House): Promise<void> {
  const of = { tenantId, integrationId, purpose: "deploy" };
  const plan = await db.plan.create({ data: { ...of, desired: [], steps: [], changes: 0 } });
  await db.deployment.create({ data: { ...of, planId: plan.id, activeKey: integrationId, queue: "any" } });
}

const archive = ({ tenantId }: House) => archiveTenant({ tenantId, actor: operator });

const audited = ({ tenantId }: House) =>
  withTenant(tenantId, async (db) =>
    (await db.auditEvent.findMany({ orderBy: { id: "asc" } })).map(({ action }) => action),
  );

it("a tenant's name changes, and its URL doesn't", async () => {
  const house = await newHouse();
  const { tenantId, slug, admin } = house;
  expect(await renameTenant({ tenantId, actor: operator }, "Acme Travel")).toMatchObject({ ok: true });
  expect(await resolveTenant(admin.id, slug)).toMatchObject({
    slug,
    name: "Acme Travel",
    archived: undefined,
  });
  expect(await audited(house)).toEqual(["tenant:rename"]);
});

it("isn't archived while a deployment waits or runs", async () => {
  const house = await newHouse();
  await withTenant(house.tenantId, (db) => beginDeployment(db, house));
  expect(await archive(house)).toMatchObject({ problem: { code: "tenant-deploying" } });
});

it("isn't archived beside a deployment that begins at that moment", async () => {
  const house = await newHouse();
  const begun = newGate();
  const mayEnd = newGate();
  const beginning = withTenant(house.tenantId, async (db) => {
    expect(await holdOpen(db, house.tenantId)).toMatchObject({ ok: true });
    await beginDeployment(db, house);
    begun.open();
    await mayEnd.isOpen;
  });
  await begun.isOpen;
  const archiving = archive(house);
  await until("the archiving waits", waitsForLock);
  mayEnd.open();
  await beginning;
  expect(await archiving).toMatchObject({ problem: { code: "tenant-deploying" } });
});

it("isn't archived while a bypass is being turned, and a bypass isn't turned once it is archived", async () => {
  const house = await newHouse();
  const { tenantId, integrationId } = house;
  const setTurnedAt = (bypassTurnedAt: Date) =>
    withTenant(tenantId, (db) => db.integration.updateMany({ data: { bypassTurnedAt } }));
  await setTurnedAt(new Date(Date.now() + 30_000));
  expect(await archive(house)).toMatchObject({ problem: { code: "tenant-turning-bypass" } });
  await setTurnedAt(new Date());
  expect(await archive(house)).toMatchObject({ ok: true });
  // As a request that was admitted before.
  const turn = { tenantId, integrationId: asIntegrationId(integrationId), on: true, actor: operator };
  expect(await setBypass(turn)).toMatchObject({ problem: { code: "tenant-archived" } });
});

it("archived, no action and no route of it answers, no stream stays open, and nothing of it is deleted", async () => {
  const house = await newHouse();
  const { tenantId, slug, admin } = house;
  expect(await stillMay({ user: admin, slug, tenantId }, "tenant:read")).toBe(true);
  expect(await archive(house)).toMatchObject({ ok: true });
  expect(await resolveTenant(admin.id, slug)).toMatchObject({ archived: { by: "Olivia" } });
  expect(await listTenantsOf(admin.id)).toHaveLength(1);
  expect(await stillMay({ user: admin, slug, tenantId }, "tenant:read")).toBe(false);
  const before = await audited(house);
  let tried = 0;
  for (const file of files.filter((each) => /\.tsx?$/.test(each))) {
    const isAction = /^["']use server["']/.test(readFileSync(path.join(root, file), "utf8"));
    if (!isAction && !file.endsWith("route.ts")) continue;
    for (const [name, tell] of Object.entries(await load(file))) {
      if (isAction) {
        expect(await tell(slug, {}), `${file} ${name}`).toMatchObject({
          problem: { code: "tenant-archived" },
        });
        tried++;
      } else if (/^[A-Z]+$/.test(name)) {
        const request = new Request("http://127.0.0.1/any", { method: name });
        const answer = await tell(request, { params: Promise.resolve({ tenant: slug }) });
        expect((answer as Response).status, `${name} ${file}`).toBe(404);
        tried++;
      }
    }
  }
  expect(tried).toBeGreaterThan(40);
  expect(await audited(house)).toEqual(before);
  expect(await withTenant(tenantId, (db) => db.integration.count())).toBe(1);
  // A deployment whose request came in before is refused as well.
  const held = await withTenant(tenantId, (db) => holdOpen(db, tenantId));
  expect(held).toMatchObject({ problem: { code: "tenant-archived" } });
});

it("archived, its contacts are not scanned; restored, they are again", async () => {
  const house = await newHouse();
  const { tenantId, slug, admin } = house;
  expect(await archive(house)).toMatchObject({ ok: true });
  expect(await scansOf(house)).toBe(0);
  expect(await restoreTenant({ tenantId, actor: operator })).toMatchObject({ ok: true });
  expect(await scansOf(house)).toBe(1);
  expect(await resolveTenant(admin.id, slug)).toMatchObject({ archived: undefined });
  expect(await audited(house)).toEqual(["tenant:archive", "tenant:restore"]);
  const rows = await runAsOwner<{ actor: string }>(
    database.ownerUrl,
    `SELECT "actorId"::text AS actor FROM "AuditEvent" WHERE "tenantId" = $1 AND "action" = 'tenant:archive'`,
    [tenantId],
  );
  expect(rows).toEqual([{ actor: operator.userId }]);
});

/** How many scans wait for this tenant's account, once those that are due have been asked for. */
async function scansOf({ tenantId }: House): Promise<number> {
  await enqueueDueScans(database.ownerUrl, 5);
  const [found] = await runAsOwner<{ count: number }>(
    database.ownerUrl,
    `SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE "key" LIKE $1 || ':scan:%'`,
    [tenantId],
  );
  return found?.count ?? 0;
}

function newGate(): { isOpen: Promise<void>; open(): void } {
  let open = () => {};
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { isOpen, open };
}

async function waitsForLock(): Promise<boolean> {
  const rows = await runAsOwner(
    database.ownerUrl,
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows.length > 0;
}

async function load(file: string): Promise<Record<string, (...input: unknown[]) => Promise<unknown>>> {
  const module: unknown = await import(/* @vite-ignore */ pathToFileURL(path.join(root, file)).href);
  return Object.fromEntries(
    Object.entries(module as Record<string, unknown>).filter(([, value]) => typeof value === "function"),
  ) as Awaited<ReturnType<typeof load>>;
}
