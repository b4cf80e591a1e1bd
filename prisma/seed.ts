import { pathToFileURL } from "node:url";
import pg from "pg";
import { complaintAboutPassword } from "@/lib/access/auth/password-rules";
import { hashPassword } from "@/lib/access/auth/passwords";
import { closeDatabase } from "@/lib/access/tenant/client";
import { withTenant } from "@/lib/access/tenant/scope";
import { sandboxAccountOf } from "@/lib/aws/sandbox-account";
import { firstSandboxVendors, isInSandbox } from "@/lib/connections/sandbox-vendors";
import { listConnections, probeConnection } from "@/lib/connections/store";
import { config } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";
import { placeOf, sealSecret } from "@/lib/secrets/seal";

/** Fixed, so that a second start finds what the first one made. */
const firstUser = { email: "owner@localhost", name: "Owner" };
const sandboxTenant = { slug: "sandbox", name: "Sandbox" };

async function seedUser(client: pg.Client): Promise<string> {
  const found = await client.query<{ id: string }>('SELECT "id" FROM "User" WHERE "email" = $1', [
    firstUser.email,
  ]);
  const existing = found.rows[0];
  if (existing) return existing.id;
  const password = config().firstPassword;
  if (!password) throw new Error("PATCHBAY_FIRST_PASSWORD isn't set: the first user needs a password.");
  const complaint = await complaintAboutPassword(password, firstUser);
  if (complaint) throw new Error(`PATCHBAY_FIRST_PASSWORD can't be used: ${complaint}`);
  const made = await client.query<{ id: string }>(
    `INSERT INTO "User" ("id", "email", "name", "passwordHash", "isOperator")
     VALUES (gen_random_uuid(), $1, $2, $3, true) RETURNING "id"`,
    [firstUser.email, firstUser.name, await hashPassword(password)],
  );
  return made.rows[0]?.id ?? "";
}

async function seedTenant(client: pg.Client, userId: string): Promise<{ id: TenantId; made: boolean }> {
  const made = await client.query<{ id: string }>(
    `INSERT INTO "Tenant" ("id", "slug", "name") VALUES (gen_random_uuid(), $1, $2)
     ON CONFLICT ("slug") DO NOTHING RETURNING "id"`,
    [sandboxTenant.slug, sandboxTenant.name],
  );
  const found = await client.query<{ id: TenantId }>('SELECT "id" FROM "Tenant" WHERE "slug" = $1', [
    sandboxTenant.slug,
  ]);
  const id = found.rows[0]?.id;
  if (id === undefined) throw new Error("The tenant of the sandbox is gone.");
  if (made.rowCount === 1) {
    await client.query(
      `INSERT INTO "Membership" ("tenantId", "userId", "role") VALUES ($1, $2, 'admin') ON CONFLICT DO NOTHING`,
      [id, userId],
    );
  }
  return { id, made: made.rowCount === 1 };
}

async function seedConnection(
  client: pg.Client,
  tenantId: TenantId,
  connection: { kind: string; name: string; settings: object; secrets: Record<string, string> },
): Promise<void> {
  const made = await client.query<{ id: string }>(
    `INSERT INTO "Connection" ("tenantId", "id", "kind", "name", "settings", "updatedAt")
     VALUES ($1, gen_random_uuid(), $2, $3, $4, now()) RETURNING "id"`,
    [tenantId, connection.kind, connection.name, JSON.stringify(connection.settings)],
  );
  const id = made.rows[0]?.id ?? "";
  const sealed = Object.entries(connection.secrets).map(([field, plain]) => [
    field,
    sealSecret(plain, placeOf("Connection", tenantId, id, field)),
  ]);
  await client.query('UPDATE "Connection" SET "secrets" = $3 WHERE "tenantId" = $1 AND "id" = $2', [
    tenantId,
    id,
    JSON.stringify(Object.fromEntries(sealed)),
  ]);
}

/** For tenants that were made before there was this kind of connection: not where it is, and not where it was removed. */
async function hasEverHad(
  client: pg.Client,
  tenantId: TenantId,
  { kind, name }: { kind: string; name: string },
): Promise<boolean> {
  const found = await client.query(
    `SELECT 1 FROM "Connection" WHERE "tenantId" = $1 AND ("kind" = $2 OR "name" = $3)
     UNION ALL
     SELECT 1 FROM "AuditEvent"
     WHERE "tenantId" = $1 AND (("action" = 'connection:remove' AND "detail"->>'name' = $3)
       OR ("action" = 'connection:save' AND "detail"->>'kind' = $2)) LIMIT 1`,
    [tenantId, kind, name],
  );
  return found.rowCount !== 0;
}

/**
 * Gives the tenant the account that the sandbox has from its start, and names its instance by the ARN where a connection has
 * none: one of the first start, and one that an earlier console stored by an alias alone.
 */
async function settleFirstAccount(client: pg.Client, tenantId: TenantId): Promise<void> {
  const { accountId, instance } = await sandboxAccountOf(tenantId, { isFirst: true });
  const named = {
    ...{ accountId, instanceId: instance.id },
    ...{ instanceArn: instance.arn, instanceAlias: instance.alias },
  };
  await client.query(
    `UPDATE "Connection" SET "settings" = "settings" || $2::jsonb, "connectInstanceArn" = $3, "updatedAt" = now()
     WHERE ("tenantId", "id") IN (
       SELECT "tenantId", "id" FROM "Connection" WHERE "tenantId" = $1 AND "kind" = 'aws'
         AND "settings"->'access'->>'kind' = 'sandbox' AND "connectInstanceArn" IS NULL
       ORDER BY "createdAt" LIMIT 1)
     AND NOT EXISTS (SELECT FROM "Connection" WHERE "connectInstanceArn" = $3)`,
    [tenantId, JSON.stringify(named), instance.arn],
  );
}

/**
 * The first user (an operator), and the tenant "Sandbox" with its connections stored and nothing deployed. Idempotent: what is
 * there stays as people have left it, a removed connection stays removed. Returns the tenant's ID.
 */
export async function seed(): Promise<TenantId> {
  const client = new pg.Client({ connectionString: config().databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.upkeep', 'on', true), pg_advisory_xact_lock(7242852)");
    const userId = await seedUser(client);
    const tenant = await seedTenant(client, userId);
    if (tenant.made) {
      await seedConnection(client, tenant.id, {
        kind: "aws",
        name: "Sandbox account",
        settings: { access: { kind: "sandbox" }, region: "us-east-1" },
        secrets: {},
      });
    }
    for (const vendor of firstSandboxVendors())
      if (tenant.made || !(await hasEverHad(client, tenant.id, vendor)))
        await seedConnection(client, tenant.id, vendor);
    if (config().sandbox) await settleFirstAccount(client, tenant.id);
    await client.query("COMMIT");
    return tenant.id;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

/**
 * Checks those of a tenant's connections that lead to the sandbox and that nobody has checked yet, as saving them would have
 * done. One that fails says so on its page.
 */
export async function checkSandboxConnections(tenantId: TenantId): Promise<void> {
  if (!config().sandbox) return;
  const stored = await withTenant(tenantId, listConnections);
  const unchecked = stored.filter((each) => each.probedAt === null && isInSandbox(each));
  await Promise.all(unchecked.map(({ id }) => probeConnection(tenantId, id, { name: "Patchbay" })));
}

async function main(): Promise<void> {
  const tenantId = await seed();
  await checkSandboxConnections(tenantId).finally(closeDatabase);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main()
    .then(() => process.stdout.write("Seeded.\n"))
    .catch((error: unknown) => {
      process.stderr.write(`Seeding failed: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    });
}
