import pg from "pg";
import { log } from "@/lib/kernel/log";

/**
 * One connection as the owner of the tables, for what concerns every tenant, while `ask` runs. Every statement is bounded;
 * rejects when the database is away.
 */
export async function askAsOwner<Value>(
  databaseUrl: string,
  ask: (client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    options: "-c app.upkeep=on",
    application_name: "patchbay-upkeep",
  });
  // A connection that is lost fails the statement, and is told here as well: unheard, it would end the process.
  client.on("error", (err) => log.warn({ err }, "the upkeep's database connection was lost"));
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}
