import { pathToFileURL } from "node:url";
import pg from "pg";
import { config } from "@/lib/kernel/config";
import { hashLinkToken, newLinkToken } from "./link-token";

const minutes = 30;

/**
 * A password reset link for an account, made by whoever has the machine: as the role that owns the tables, past
 * everything that asks who one is. In the audit log of the account's tenants it stands as done by the command.
 * Undefined when no one has this address.
 */
export async function recoverAccount(
  databaseUrl: string,
  email: string,
  { resetTwoStep = false } = {},
): Promise<{ path: string; minutes: number } | undefined> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.upkeep', 'on', true)");
    const found = await client.query<{ id: string }>(
      `SELECT "id" FROM "User" WHERE "email" = lower($1) AND "disabledAt" IS NULL`,
      [email.trim()],
    );
    const userId = found.rows[0]?.id;
    if (!userId) return undefined;
    const token = newLinkToken();
    await client.query(
      `UPDATE "PasswordReset" SET "usedAt" = now() WHERE "userId" = $1 AND "usedAt" IS NULL`,
      [userId],
    );
    await client.query(
      `INSERT INTO "PasswordReset" ("id", "userId", "tokenHash", "expiresAt")
       VALUES (gen_random_uuid(), $1, $2, now() + make_interval(mins => $3))`,
      [userId, hashLinkToken(token), minutes],
    );
    if (resetTwoStep) await dropSecondFactor(client, userId);
    for (const action of ["member:reset-link", ...(resetTwoStep ? ["member:reset-second-factor"] : [])]) {
      await client.query(
        `INSERT INTO "AuditEvent" ("tenantId", "actorName", "action", "target")
         SELECT "tenantId", 'npm run account:recover', $2, $1::text FROM "Membership" WHERE "userId" = $1::uuid`,
        [userId, action],
      );
    }
    await client.query("COMMIT");
    return { path: `/reset-password/${token}`, minutes };
  } finally {
    // Ends an open transaction, too.
    await client.end();
  }
}

async function dropSecondFactor(client: pg.Client, userId: string): Promise<void> {
  await client.query(`DELETE FROM "SecondFactor" WHERE "userId" = $1`, [userId]);
  await client.query(`DELETE FROM "RecoveryCode" WHERE "userId" = $1`, [userId]);
  await client.query(
    `UPDATE "User" SET "secondFactorAt" = NULL, "sessionVersion" = "sessionVersion" + 1 WHERE "id" = $1`,
    [userId],
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [email = "", ...flags] = process.argv.slice(2);
  recoverAccount(config().databaseUrl, email, { resetTwoStep: flags.includes("reset-two-step") })
    .then((made) => {
      if (made) return void process.stdout.write(`${JSON.stringify(made)}\n`);
      process.stderr.write("There is no enabled account with this email address.\n");
      process.exitCode = 1;
    })
    .catch((error: unknown) => {
      process.stderr.write(`Recovery failed: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    });
}
