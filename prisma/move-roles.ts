import type pg from "pg";
import type { DatabaseRoles } from "@/lib/kernel/database-roles";
import { nameRoles, quoteName } from "./name-roles";

/**
 * Gives this database's policies, rights and functions to the installation's roles when they are still another's: every
 * database of an earlier version named the same two roles, so two installations on one server shared them. The earlier
 * roles lose their rights here and stay on the server, where another database may still need them.
 *
 * @returns whether there was anything to move
 */
export async function moveRoles(client: pg.Client, to: DatabaseRoles): Promise<boolean> {
  await client.query("BEGIN");
  try {
    const from = await readRoles(client);
    const isMoved = from !== undefined && (from.app !== to.app || from.fleet !== to.fleet);
    if (isMoved) {
      await moveFunctions(client, from, to);
      for (const role of ["app", "fleet"] as const) await moveRole(client, from[role], to[role]);
    }
    await client.query("COMMIT");
    return isMoved;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

/** The roles of which the policies of the table of tenants are. */
async function readRoles(client: pg.Client): Promise<DatabaseRoles | undefined> {
  const { rows } = await client.query<{ policy: string; role: string }>(
    `SELECT policyname::text AS policy, unnest(roles)::text AS role FROM pg_policies
      WHERE schemaname = 'public' AND tablename = 'Tenant' AND policyname IN ('tenant', 'fleet')`,
  );
  const roleOf = (policy: string) => rows.find((row) => row.policy === policy)?.role;
  const [app, fleet] = [roleOf("tenant"), roleOf("fleet")];
  return app && fleet ? { app, fleet } : undefined;
}

/** Functions that make policies and grants for later tables hold the roles' names in their text. */
async function moveFunctions(client: pg.Client, from: DatabaseRoles, to: DatabaseRoles): Promise<void> {
  const { rows } = await client.query<{ definition: string }>(
    `SELECT pg_get_functiondef(oid) AS definition FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
        AND (strpos(prosrc, $1) > 0 OR strpos(prosrc, $2) > 0)`,
    [from.app, from.fleet],
  );
  for (const { definition } of rows) await client.query(nameRoles(definition, to, from));
}

async function moveRole(client: pg.Client, from: string, to: string): Promise<void> {
  if (from === to) return;
  const { rows } = await client.query<{ sql: string }>(
    `WITH held AS (
       SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || c.oid::regclass AS thing,
              c.relacl AS acl, '' AS columns FROM pg_class c
       UNION ALL
       SELECT 'TABLE ' || a.attrelid::regclass, a.attacl, format(' (%I)', a.attname) FROM pg_attribute a
       UNION ALL
       SELECT 'FUNCTION ' || p.oid::regprocedure, p.proacl, '' FROM pg_proc p
       UNION ALL
       SELECT 'SCHEMA ' || quote_ident(n.nspname), n.nspacl, '' FROM pg_namespace n
     ), granted AS (
       SELECT thing, privilege_type || columns AS privilege FROM held, aclexplode(acl)
        WHERE grantee = (SELECT oid FROM pg_roles WHERE rolname = $1)
     )
     SELECT format('GRANT %s ON %s TO %s; REVOKE %s ON %s FROM %s',
                   privilege, thing, $3::text, privilege, thing, $2::text) AS sql FROM granted
     UNION ALL
     SELECT format('ALTER POLICY %I ON %I.%I TO %s', policyname, schemaname, tablename,
                   (SELECT string_agg(CASE WHEN role = $1 THEN $3::text WHEN role = 'public' THEN 'PUBLIC'
                                      ELSE quote_ident(role) END, ', ') FROM unnest(roles) AS role))
       FROM pg_policies WHERE $1::name = ANY (roles)`,
    [from, quoteName(from), quoteName(to)],
  );
  for (const { sql } of rows) await client.query(sql);
}
