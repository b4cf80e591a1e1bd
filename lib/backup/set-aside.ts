import type pg from "pg";

// What a restore replaces is kept under another name until everything of the backup is there and compared. A restore that
// is killed in between leaves it so, and the next one begins with putting it back.

const schemas = [
  { name: "public", aside: "patchbay_replaced" },
  { name: "graphile_worker", aside: "patchbay_replaced_queue" },
] as const;

async function hasSchema(client: pg.Client, name: string): Promise<boolean> {
  const found = await client.query("SELECT FROM pg_namespace WHERE nspname = $1", [name]);
  return found.rowCount === 1;
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query("BEGIN");
  try {
    await work();
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/** Leaves an empty "public" and no queue. The role must own the database, as one that migrates usually does. */
export async function setAside(client: pg.Client): Promise<void> {
  await putBack(client);
  await inTransaction(client, async () => {
    for (const { name, aside } of schemas) {
      if (await hasSchema(client, name)) await client.query(`ALTER SCHEMA ${name} RENAME TO ${aside}`);
    }
    await client.query("CREATE SCHEMA public");
  });
}

/** Brings back what was set aside, and drops what has been made in its place. */
export async function putBack(client: pg.Client): Promise<void> {
  await inTransaction(client, async () => {
    if (!(await hasSchema(client, schemas[0].aside))) return;
    for (const { name, aside } of schemas) {
      await client.query(`DROP SCHEMA IF EXISTS ${name} CASCADE`);
      if (await hasSchema(client, aside)) await client.query(`ALTER SCHEMA ${aside} RENAME TO ${name}`);
    }
  });
}

/** The restore has succeeded: what was there before goes. */
export async function throwAwayAside(client: pg.Client): Promise<void> {
  await inTransaction(client, async () => {
    for (const { aside } of schemas) await client.query(`DROP SCHEMA IF EXISTS ${aside} CASCADE`);
  });
}
