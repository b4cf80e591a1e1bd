import { randomUUID } from "node:crypto";
import pg from "pg";
import { hashPassword } from "@/lib/auth/passwords";
import { config } from "@/lib/config";
import { withTenant } from "@/lib/tenant/scope";
import type { Role } from "@/prisma/generated/enums";

/** A tenant of its own for a test. */
export async function newTenant(name = "Acme"): Promise<{ tenantId: string; slug: string }> {
  const tenantId = randomUUID();
  const slug = `t-${tenantId.slice(0, 8)}`;
  await withTenant(tenantId, (db) => db.tenant.create({ data: { id: tenantId, slug, name } }));
  return { tenantId, slug };
}

/** A user as the owner of the tables would make one, optionally with memberships. */
export async function newUser(
  options: { password?: string; isOperator?: boolean; memberOf?: { tenantId: string; role: Role }[] } = {},
): Promise<{ userId: string; email: string; name: string }> {
  const userId = randomUUID();
  const email = `user-${userId.slice(0, 8)}@example.com`;
  const name = `User ${userId.slice(0, 4)}`;
  const passwordHash = options.password ? await hashPassword(options.password) : null;
  const client = new pg.Client({ connectionString: config().databaseUrl, options: "-c app.upkeep=on" });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO "User" ("id", "email", "name", "passwordHash", "isOperator") VALUES ($1, $2, $3, $4, $5)`,
      [userId, email, name, passwordHash, options.isOperator ?? false],
    );
    for (const { tenantId, role } of options.memberOf ?? []) {
      await client.query(
        `INSERT INTO "Membership" ("tenantId", "userId", "role") VALUES ($1, $2, $3::"Role")`,
        [tenantId, userId, role],
      );
    }
  } finally {
    await client.end();
  }
  return { userId, email, name };
}
