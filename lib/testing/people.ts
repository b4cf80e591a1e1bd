import { randomUUID } from "node:crypto";
import { generateSync } from "otplib";
import pg from "pg";
import { hashPassword } from "@/lib/access/auth/passwords";
import type { Origin } from "@/lib/access/auth/rate-limit";
import { beginSecondFactor, turnOnSecondFactor } from "@/lib/access/auth/second-factor";
import {
  beginSession,
  loadSessionUser,
  type SessionUser,
  type SignInMethod,
} from "@/lib/access/auth/session-user";
import { withTenant } from "@/lib/access/tenant/scope";
import { config } from "@/lib/kernel/config";
import { asTenantId, type TenantId } from "@/lib/kernel/ids";
import type { Role } from "@/prisma/generated/enums";

/** A tenant of its own for a test. */
export async function newTenant(name = "Acme"): Promise<{ tenantId: TenantId; slug: string }> {
  const tenantId = asTenantId(randomUUID());
  const slug = `t-${tenantId.slice(0, 8)}`;
  await withTenant(tenantId, (db) => db.tenant.create({ data: { id: tenantId, slug, name } }));
  return { tenantId, slug };
}

/** A user as the owner of the tables would make one, optionally with memberships. */
export async function newUser(
  options: { password?: string; isOperator?: boolean; memberOf?: { tenantId: TenantId; role: Role }[] } = {},
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

/** A session as a sign-in begins one; returns its id. */
export async function newSession(userId: string, method: SignInMethod = "password"): Promise<string> {
  const sessionId = randomUUID();
  await beginSession({ userId, sessionId, method });
  return sessionId;
}

/** The user of a new session. */
export async function newSessionUser(userId: string): Promise<SessionUser> {
  const user = await loadSessionUser({ userId, sessionId: await newSession(userId), sessionVersion: 1 });
  if (!user) throw new Error("The session does not hold.");
  return user;
}

/** An address of its own: failures count by address, which is not what most tests are about. */
export function newOrigin(): Origin {
  const bytes = Array.from({ length: 3 }, () => Math.floor(Math.random() * 255));
  return { address: `10.${bytes.join(".")}` };
}

/** Turns a user's second factor on; returns how to make a code, one later each time, and the recovery codes. */
export async function newSecondFactor(
  userId: string,
): Promise<{ nextCode(): string; recoveryCodes: string[] }> {
  const { secret: spaced } = await beginSecondFactor(userId, "test@example.com");
  const secret = spaced.replaceAll(" ", "");
  const seconds = () => Math.floor(Date.now() / 1_000);
  const codeAt = (epoch: number) => generateSync({ secret, epoch });
  let now = seconds();
  let turned = await turnOnSecondFactor(userId, codeAt(now - 30));
  if (!turned.ok) {
    // A half minute has begun between the code and its check.
    now = seconds();
    turned = await turnOnSecondFactor(userId, codeAt(now - 30));
  }
  if (!turned.ok) throw new Error(turned.problem.code);
  let steps = 0;
  // The clock's tolerance leaves two more before the next half minute.
  return { nextCode: () => codeAt(now + 30 * steps++), recoveryCodes: turned.value.recoveryCodes };
}
