import pg from "pg";
import type { AppRole } from "./app-role";
import { quoteName } from "./name-roles";
import { scramVerifier } from "./scram-verifier";

/** From this version on, a membership itself says whether it is inherited. */
const membershipOptions = 160_000;
const oldestServer = 150_000;
const insufficientPrivilege = "42501";
/** A wrong password; a role that may not sign in, or isn't let in from here. */
const signInRefused = ["28P01", "28000"];
/** Another database's migration makes or changes the same role at the same time. */
const roleIsBusy = ["42710", "23505", "XX000"];
const attempts = 5;

/** The owner may not do what is needed; a database administrator can, once, with these statements. */
export class NeedsAdministrator extends Error {
  constructor(
    what: string,
    readonly statements: readonly string[],
  ) {
    super(
      `${what} Nothing was changed. Have a database administrator run this once, then start again:\n\n` +
        statements.map((statement) => `  ${statement};`).join("\n"),
    );
    this.name = "NeedsAdministrator";
  }
}

interface Facts {
  version: number;
  owner: string;
  database: string;
  app: { exists: boolean; isUnbound: boolean };
  fleetExists: boolean;
  mayEnterFleet: boolean;
  inheritsFleet: boolean;
  mayCreateTables: boolean;
  mayCreateSchemas: boolean;
}

/**
 * Sees before anything is migrated that the installation's two roles are there and the console can sign in, and makes
 * them where the owner may. Safe to repeat, and by several processes at once.
 *
 * @param url the owner's @param isPending whether migrations will be applied, which takes more rights
 * @throws NeedsAdministrator when the owner may not make what is missing
 */
export async function ensureRoles(
  client: pg.Client,
  url: string,
  app: AppRole,
  isPending: boolean,
): Promise<void> {
  const facts = await readFacts(client, app);
  if (facts.version < oldestServer)
    throw new Error(
      `PostgreSQL ${Math.floor(facts.version / 10_000)} is too old: version 15 or newer is needed.`,
    );
  if (facts.app.isUnbound)
    throw new Error(
      `The role "${app.roles.app}" is a superuser or bypasses row-level security, so one tenant could see another's ` +
        "data. Nothing was changed. Name an ordinary role in PATCHBAY_APP_DATABASE_URL.",
    );
  const missing = [...missingRights(facts, isPending), ...missingRoles(facts, app)];
  await runAll(
    client,
    missing,
    `The database role "${facts.owner}" isn't allowed to set up what Patchbay needs.`,
  );
  await admit(client, url, app, facts);
}

async function readFacts(client: pg.Client, { roles }: AppRole): Promise<Facts> {
  const { rows } = await client.query<Facts>(
    `WITH version AS (SELECT current_setting('server_version_num')::int AS number),
          roles AS (SELECT max(oid) FILTER (WHERE rolname = $1) AS app, max(oid) FILTER (WHERE rolname = $2) AS fleet,
                           coalesce(bool_or(rolsuper OR rolbypassrls) FILTER (WHERE rolname = $1), false) AS unbound
                      FROM pg_roles)
     SELECT number AS version, current_user::text AS owner, current_database()::text AS database,
            json_build_object('exists', app IS NOT NULL, 'isUnbound', unbound) AS app,
            fleet IS NOT NULL AS "fleetExists",
            coalesce(pg_has_role(app, fleet, CASE WHEN number < $3 THEN 'MEMBER' ELSE 'SET' END), false)
              AS "mayEnterFleet",
            coalesce(NOT unbound AND pg_has_role(app, fleet, 'USAGE'), false) AS "inheritsFleet",
            has_schema_privilege('public', 'CREATE') AS "mayCreateTables",
            to_regnamespace('graphile_worker') IS NOT NULL
              OR has_database_privilege(current_database(), 'CREATE') AS "mayCreateSchemas"
       FROM version, roles`,
    [roles.app, roles.fleet, membershipOptions],
  );
  const [facts] = rows;
  if (!facts) throw new Error("The database returned nothing about its roles.");
  return facts;
}

/** What the owner needs in its own database. */
function missingRights(facts: Facts, isPending: boolean): string[] {
  if (!isPending) return [];
  const owner = quoteName(facts.owner);
  return [
    ...(facts.mayCreateTables ? [] : [`GRANT CREATE ON SCHEMA public TO ${owner}`]),
    ...(facts.mayCreateSchemas ? [] : [`GRANT CREATE ON DATABASE ${quoteName(facts.database)} TO ${owner}`]),
  ];
}

/** NOINHERIT: being a member of the fleet's role must give nothing until the role is entered. */
function missingRoles(facts: Facts, { roles, password }: AppRole): string[] {
  const [app, fleet] = [quoteName(roles.app), quoteName(roles.fleet)];
  const isNew = facts.version >= membershipOptions;
  const needsGrant = !facts.mayEnterFleet || (isNew && facts.inheritsFleet);
  return [
    ...(facts.fleetExists ? [] : [`CREATE ROLE ${fleet} NOLOGIN NOINHERIT`]),
    ...(facts.app.exists
      ? []
      : [`CREATE ROLE ${app} LOGIN NOINHERIT PASSWORD ${pg.escapeLiteral(scramVerifier(password))}`]),
    ...(facts.app.exists && facts.inheritsFleet && !isNew ? [`ALTER ROLE ${app} NOINHERIT`] : []),
    ...(needsGrant ? [`GRANT ${fleet} TO ${app}${isNew ? " WITH INHERIT FALSE, SET TRUE" : ""}`] : []),
  ];
}

/** Lets the console's role sign in: its password may have changed, or an earlier version have made it without one. */
async function admit(client: pg.Client, url: string, app: AppRole, facts: Facts): Promise<void> {
  const refusal = await trySignIn(url, app);
  if (refusal === undefined) return;
  const name = app.roles.app;
  const statement = `ALTER ROLE ${quoteName(name)} LOGIN PASSWORD ${pg.escapeLiteral(scramVerifier(app.password))}`;
  if (app.isGiven && facts.app.exists)
    throw new NeedsAdministrator(
      `The role "${name}" of PATCHBAY_APP_DATABASE_URL can't sign in (${refusal}), and Patchbay never changes the ` +
        "password of a role that you named. Correct the setting; or, if no one else uses this role, change its password.",
      [statement],
    );
  await runAll(client, [statement], `The role "${name}" can't sign in (${refusal}).`);
  const still = await trySignIn(url, app);
  if (still !== undefined) throw new Error(`The database doesn't let the role "${name}" sign in: ${still}.`);
}

/** @returns the database's words when it refuses the role */
async function trySignIn(url: string, app: AppRole): Promise<string | undefined> {
  const appClient = new pg.Client({ connectionString: app.urlFor(url), connectionTimeoutMillis: 10_000 });
  appClient.on("error", () => undefined);
  try {
    await appClient.connect();
    return undefined;
  } catch (error) {
    if (error instanceof pg.DatabaseError && signInRefused.includes(error.code ?? "")) return error.message;
    throw error;
  } finally {
    await appClient.end().catch(() => undefined);
  }
}

async function runAll(client: pg.Client, statements: readonly string[], refusal: string): Promise<void> {
  if (statements.length === 0) return;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`BEGIN; ${statements.join("; ")}; COMMIT`);
      return;
    } catch (error) {
      await client.query("ROLLBACK");
      if (!(error instanceof pg.DatabaseError)) throw error;
      if (error.code === insufficientPrivilege) throw new NeedsAdministrator(refusal, statements);
      if (attempt >= attempts || !roleIsBusy.includes(error.code ?? "")) throw error;
    }
  }
}
