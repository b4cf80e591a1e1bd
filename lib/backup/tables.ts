import pg from "pg";
import { ProblemError } from "@/lib/kernel/result";

/** Rows of the workers that beat and of the turns that are taken right now: a restored database has none. */
export const leftOutTables = ["RequestTurn", "WorkerBeat"];
/** Kept as names in the header; the migrations regenerates it. */
const migrationsTable = "_prisma_migrations";

/** Each wait of one statement. A big table takes minutes, a lock that no one gives back must not take forever. */
const statementMs = 30 * 60_000;
const lockMs = 60_000;
const fetchRows = 500;

/** Texts that don't depend on the server's own settings, and every row in sight for the role that owns the tables. */
export async function connectForBackup(databaseUrl: string, name: string): Promise<pg.Client> {
  const settings = {
    "app.upkeep": "on",
    timezone: "UTC",
    datestyle: "ISO",
    intervalstyle: "postgres",
    extra_float_digits: "1",
    bytea_output: "hex",
    search_path: "public",
    statement_timeout: String(statementMs),
    lock_timeout: String(lockMs),
  };
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: name,
    options: Object.entries(settings)
      .map(([setting, value]) => `-c ${setting}=${value}`)
      .join(" "),
  });
  // A lost connection also fails the statement that runs on it.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

export interface BackupTable {
  name: string;
  columns: { name: string; type: string }[];
  /** What its rows are ordered by, so that the same rows always read the same. */
  key: string[];
}

/** Every table that has rows to keep, those that others refer to first. */
export async function listTables(client: pg.Client): Promise<BackupTable[]> {
  const found = await client.query<BackupTable & { refersTo: string[] }>(
    `SELECT c.relname AS name,
            (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
                             ORDER BY a.attnum)
               FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
            (SELECT json_agg(a.attname ORDER BY k.ord)
               FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, ord)
               JOIN pg_attribute a ON a.attnum = k.attnum
              WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid) AS key,
            (SELECT COALESCE(json_agg(DISTINCT other.relname), '[]')
               FROM pg_constraint f JOIN pg_class other ON other.oid = f.confrelid
              WHERE f.contype = 'f' AND f.conrelid = c.oid AND f.confrelid <> c.oid) AS "refersTo"
       FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> ALL($1)
      ORDER BY c.relname`,
    [[migrationsTable, ...leftOutTables]],
  );
  const waiting = new Map(found.rows.map((row) => [row.name, row]));
  const sorted: BackupTable[] = [];
  while (waiting.size > 0) {
    const next = [...waiting.values()].find((row) => !row.refersTo.some((name) => waiting.has(name)));
    if (!next) throw new Error(`Tables reference each other in a cycle: ${[...waiting.keys()].join(", ")}.`);
    waiting.delete(next.name);
    const { name, columns, key } = next;
    if (!key) throw new Error(`The table ${name} has no primary key to order its rows by.`);
    sorted.push({ name, columns, key });
  }
  return sorted;
}

/**
 * Forced row-level security hides every row from a role that no policy lets in, and says nothing: a backup would
 * succeed and be empty. So each table's security is looked at, and not only its rows.
 */
export async function refuseHiddenRows(client: pg.Client): Promise<void> {
  const hidden = await client.query<{ name: string }>(
    `SELECT format('%I', c.relname) AS name
       FROM pg_class c JOIN pg_roles me ON me.rolname = current_user
      WHERE c.relnamespace::regnamespace::text IN ('public', 'graphile_worker') AND c.relkind = 'r'
        AND c.relrowsecurity AND NOT me.rolsuper AND NOT me.rolbypassrls
        AND NOT (pg_has_role(c.relowner, 'USAGE') AND NOT c.relforcerowsecurity)
        AND NOT (current_setting('app.upkeep', true) = 'on'
          AND EXISTS (SELECT FROM pg_policy p
                       WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd IN ('*', 'r')
                         AND pg_get_expr(p.polqual, p.polrelid) = 'app_upkeep()'
                         AND EXISTS (SELECT FROM unnest(p.polroles) r WHERE r = 0 OR pg_has_role(r, 'USAGE')))
          AND NOT EXISTS (SELECT FROM pg_policy p
                           WHERE p.polrelid = c.oid AND NOT p.polpermissive
                             AND EXISTS (SELECT FROM unnest(p.polroles) r WHERE r = 0 OR pg_has_role(r, 'USAGE'))))
      ORDER BY 1`,
  );
  if (hidden.rows.length === 0) return;
  throw new ProblemError({
    code: "backup-rows-hidden",
    sentence: `Row-level security may hide rows of ${hidden.rows.map(({ name }) => name).join(", ")} from this database role, so the backup wouldn't be complete. No backup was made.`,
    wayOut: "Set DATABASE_URL to the role that owns the tables and migrates the database.",
  });
}

/** A table's rows as lines of JSON, in the order of its key. In the caller's transaction. */
export async function* readTable(client: pg.Client, table: BackupTable): AsyncGenerator<string> {
  const name = (text: string) => client.escapeIdentifier(text);
  const columns = table.columns.map((column) => `${name(column.name)}::text`).join(", ");
  yield* readQuery(
    client,
    `SELECT json_build_array(${columns})::text AS line FROM ONLY public.${name(table.name)}
      ORDER BY ${table.key.map(name).join(", ")}`,
  );
}

/** Lines of a query that gives them as "line", some at a time. In the caller's transaction. */
export async function* readQuery(client: pg.Client, sql: string): AsyncGenerator<string> {
  await client.query(`DECLARE backup_rows NO SCROLL CURSOR FOR ${sql}`);
  try {
    for (;;) {
      const { rows } = await client.query<{ line: string }>(`FETCH ${fetchRows} FROM backup_rows`);
      for (const { line } of rows) yield line;
      if (rows.length < fetchRows) return;
    }
  } finally {
    // Fails with a transaction that has failed: that is told by what failed it.
    await client.query("CLOSE backup_rows").catch(() => undefined);
  }
}
