import { pathToFileURL } from "node:url";
import pg from "pg";
import { z } from "zod";
import { config, type KeyRing } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";
import { currentKeyRing } from "@/lib/secrets/key-ring";
import { placeOf, rewrapSecret } from "@/lib/secrets/seal";

/** Each with the columns that its rows are found by. A person belongs to no tenant: their id stands in both places. */
const tables = [
  { table: "Connection", tenant: "tenantId", id: "id" },
  { table: "Integration", tenant: "tenantId", id: "id" },
  { table: "SecondFactor", tenant: "userId", id: "userId" },
] as const;
const pageSize = 200;

type SealedTable = (typeof tables)[number]["table"];

interface SealedRow {
  tenantId: TenantId;
  id: string;
  secrets: unknown;
}

/** The row's secrets under the current key, and how many that changed. */
function rewrapRow(table: SealedTable, row: SealedRow, ring: KeyRing) {
  const secrets = z.record(z.string(), z.string()).parse(row.secrets);
  let changed = 0;
  for (const [field, sealed] of Object.entries(secrets)) {
    const again = rewrapSecret(sealed, placeOf(table, row.tenantId, row.id, field), ring);
    if (again === undefined) continue;
    secrets[field] = again;
    changed += 1;
  }
  return { secrets, changed };
}

/** Whoever encrypted with the old key just before it was replaced has committed by the next pass. */
const maxPasses = 5;

/**
 * Brings every stored secret under the ring's current key, so that the older keys can be taken off the ring. Works
 * while the console runs (each row is locked for its own update, and lib/secrets/key-ring.ts finds the new key), and
 * goes on where it was stopped. Returns how many secrets changed; throws at the first that can't be opened, leaving it
 * as it was.
 */
export async function rotateSecrets(
  databaseUrl = config().databaseUrl,
  ring: KeyRing = currentKeyRing(),
): Promise<{ rotated: number }> {
  let rotated = 0;
  for (let pass = 0; pass < maxPasses; pass += 1) {
    const changed = await rotateOnce(databaseUrl, ring);
    rotated += changed;
    if (changed === 0) break;
  }
  return { rotated };
}

async function rotateOnce(databaseUrl: string, ring: KeyRing): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, options: "-c app.upkeep=on" });
  await client.connect();
  let rotated = 0;
  try {
    for (const { table, tenant, id } of tables) {
      let after = {
        tenantId: "00000000-0000-0000-0000-000000000000",
        id: "00000000-0000-0000-0000-000000000000",
      };
      for (;;) {
        await client.query("BEGIN");
        const page = await client.query<SealedRow>(
          `SELECT "${tenant}" AS "tenantId", "${id}" AS "id", "secrets" FROM "${table}"
            WHERE ("${tenant}", "${id}") > ($1::uuid, $2::uuid)
            ORDER BY "${tenant}", "${id}" LIMIT ${pageSize} FOR UPDATE`,
          [after.tenantId, after.id],
        );
        for (const row of page.rows) {
          const { secrets, changed } = rewrapRow(table, row, ring);
          if (changed === 0) continue;
          await client.query(`UPDATE "${table}" SET "secrets" = $3 WHERE "${tenant}" = $1 AND "${id}" = $2`, [
            row.tenantId,
            row.id,
            JSON.stringify(secrets),
          ]);
          rotated += changed;
        }
        await client.query("COMMIT");
        const last = page.rows.at(-1);
        if (!last || page.rows.length < pageSize) break;
        after = last;
      }
    }
    return rotated;
  } finally {
    await client.end();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  rotateSecrets()
    .then(({ rotated }) =>
      process.stdout.write(
        `${rotated === 1 ? "1 secret is" : `${rotated} secrets are`} now encrypted with the current key.\n`,
      ),
    )
    .catch((error: unknown) => {
      process.stderr.write(`Rotation stopped: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    });
}
