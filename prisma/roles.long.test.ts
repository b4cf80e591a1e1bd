import { randomUUID } from "node:crypto";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asRole, scriptRoles } from "@/lib/kernel/database-roles";
import { startCluster, type TestCluster } from "@/lib/testing/cluster";
import { onDatabase, runAsOwner } from "@/lib/testing/postgres";
import { type AppRole, readAppRole } from "./app-role";
import { NeedsAdministrator } from "./ensure-roles";
import { migrationsFolder } from "./list-migrations";
import { migrate } from "./migrate";

let cluster: TestCluster;
let serverUrl = "";
const folders: string[] = [];

beforeAll(async () => {
  cluster = await startCluster();
  serverUrl = cluster.url;
});
afterAll(async () => {
  await cluster.stop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** A database of an owner of its own. @returns the owner's address */
async function newDatabase(rights = ""): Promise<string> {
  const name = `roles_${randomUUID().slice(0, 8)}`;
  await runAsOwner(serverUrl, `CREATE ROLE ${name} LOGIN ${rights} PASSWORD 'owner'`);
  await runAsOwner(serverUrl, `CREATE DATABASE ${name} OWNER ${name}`);
  return asRole(onDatabase(serverUrl, name), name, "owner");
}

function newInstallation(): AppRole {
  return readAppRole({
    PATCHBAY_INSTALLATION: randomUUID().slice(0, 8),
    PATCHBAY_APP_PASSWORD: `a password of ${randomUUID()}`,
  });
}

/** Whether the console's role can sign in and read a table. */
async function works(url: string, app: AppRole): Promise<boolean> {
  try {
    await runAsOwner(app.urlFor(url), 'SELECT count(*) FROM "Tenant"');
    return true;
  } catch {
    return false;
  }
}

/** Our migrations and one more. */
async function migrationsWith(script: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "patchbay-migrations-"));
  folders.push(folder);
  await cp(migrationsFolder, folder, { recursive: true });
  await mkdir(path.join(folder, "20990101000000_later"));
  await writeFile(path.join(folder, "20990101000000_later", "migration.sql"), script);
  return folder;
}

const countTables = async (url: string) => {
  const [row] = await runAsOwner<{ count: string }>(
    url,
    "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
  );
  return Number(row?.count);
};

describe("an owner that may not create roles", () => {
  it("is told before anything is migrated what to run, and needs no more than that", async () => {
    const url = await newDatabase();
    const app = newInstallation();
    const refused = await migrate(url, app).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(NeedsAdministrator);
    const { message, statements } = refused as NeedsAdministrator;
    expect(message).toMatch(/Nothing was changed.*administrator.*CREATE ROLE.*GRANT/s);
    expect(message).not.toContain(app.password);
    expect(await countTables(url)).toBe(0);

    for (const statement of statements) await runAsOwner(serverUrl, statement);
    expect((await migrate(url, app)).length).toBeGreaterThan(5);
    expect(await migrate(url, app)).toEqual([]);
    expect(await works(url, app)).toBe(true);
    const [row] = await runAsOwner<{ inherits: boolean; enters: boolean }>(
      serverUrl,
      "SELECT pg_has_role($1, $2, 'USAGE') AS inherits, pg_has_role($1, $2, 'MEMBER') AS enters",
      [app.roles.app, app.roles.fleet],
    );
    expect(row).toEqual({ inherits: false, enters: true });
  });

  it("is told too when it may not make tables or schemas in its database", async () => {
    const url = await newDatabase();
    const { username, pathname } = new URL(url);
    const database = pathname.slice(1);
    await runAsOwner(onDatabase(serverUrl, database), `ALTER DATABASE ${database} OWNER TO CURRENT_USER`);
    const app = newInstallation();
    const refused = await migrate(url, app).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(NeedsAdministrator);
    const { statements } = refused as NeedsAdministrator;
    expect(statements).toContain(`GRANT CREATE ON SCHEMA public TO ${username}`);
    expect(statements).toContain(`GRANT CREATE ON DATABASE ${database} TO ${username}`);
    for (const statement of statements) await runAsOwner(onDatabase(serverUrl, database), statement);
    await migrate(url, app);
    expect(await works(url, app)).toBe(true);
  });
});

describe("the console's role", () => {
  it("is each installation's own, so that none resets another's password", async () => {
    const [one, other] = [await newDatabase("CREATEROLE"), await newDatabase("CREATEROLE")];
    const [ofOne, ofOther] = [newInstallation(), newInstallation()];
    await migrate(one, ofOne);
    await migrate(other, ofOther);
    expect(await works(one, ofOne)).toBe(true);
    expect(await works(other, ofOther)).toBe(true);
    // It is let into the other's database by the server, and has no right in it.
    expect(await works(other, ofOne)).toBe(false);
  });

  it("gets the installation's password when that has changed", async () => {
    const url = await newDatabase("CREATEROLE");
    const app = newInstallation();
    await migrate(url, app);
    const changed = readAppRole({
      PATCHBAY_INSTALLATION: app.roles.app.slice(scriptRoles.app.length + 1),
      PATCHBAY_APP_PASSWORD: "the installation's new password",
    });
    expect(changed.roles).toEqual(app.roles);
    await migrate(url, changed);
    expect(await works(url, changed)).toBe(true);
    expect(await works(url, app)).toBe(false);
  });

  it("is used as it is when the operator named it, and its password is never changed", async () => {
    const url = await newDatabase("CREATEROLE");
    const name = `named-${randomUUID().slice(0, 8)}`;
    await runAsOwner(serverUrl, `CREATE ROLE "${name}" LOGIN NOINHERIT PASSWORD 'theirs'`);
    const named = (password: string) =>
      readAppRole({ PATCHBAY_APP_DATABASE_URL: asRole(url, name, password), PATCHBAY_INSTALLATION: "abcd" });
    await expect(migrate(url, named("another"))).rejects.toThrow(/never changes the password/);
    expect(await countTables(url)).toBe(0);
    // Only who may give a role away can make a member of it: PostgreSQL 16 asks for that, 15 doesn't.
    const refused = await migrate(url, named("theirs")).catch((error: unknown) => error);
    if (refused instanceof NeedsAdministrator)
      for (const statement of refused.statements) await runAsOwner(serverUrl, statement);
    await migrate(url, named("theirs"));
    expect(await works(url, named("theirs"))).toBe(true);
  });

  it("is refused when row-level security wouldn't bind it", async () => {
    const url = await newDatabase("CREATEROLE");
    const name = `unbound_${randomUUID().slice(0, 8)}`;
    await runAsOwner(serverUrl, `CREATE ROLE ${name} LOGIN BYPASSRLS PASSWORD 'theirs'`);
    const app = readAppRole({ PATCHBAY_APP_DATABASE_URL: asRole(url, name, "theirs") });
    await expect(migrate(url, app)).rejects.toThrow(/bypasses row-level security/);
    expect(await countTables(url)).toBe(0);
  });
});

describe("a database of an earlier version, which shared its roles with others", () => {
  it("gets roles of its own, keeps every policy and right, and leaves none to the earlier ones", async () => {
    const url = await newDatabase("CREATEROLE");
    const earlier: AppRole = {
      ...newInstallation(),
      roles: scriptRoles,
      urlFor: (owner) => asRole(owner, scriptRoles.app, earlier.password),
    };
    await migrate(url, earlier);
    const before = await describeRights(url, earlier);
    expect(await works(url, earlier)).toBe(true);

    const app = newInstallation();
    const later = await migrationsWith(
      'CREATE TABLE "Later" ("tenantId" uuid, "id" uuid); SELECT app_protect_tenant_table(\'"Later"\');',
    );
    expect(await migrate(url, app)).toEqual([]);
    expect(await describeRights(url, app)).toEqual(before);
    expect(await describeRights(url, earlier)).toEqual([]);
    expect(await works(url, app)).toBe(true);
    expect(await works(url, earlier)).toBe(false);

    expect(await migrate(url, app, later)).toEqual(["20990101000000_later"]);
    expect(await describeRights(url, earlier)).toEqual([]);
    expect((await describeRights(url, app)).filter((line) => line.includes("Later")).length).toBe(7);
  });
});

/** Every policy and right of the roles, without their names. */
async function describeRights(url: string, { roles }: AppRole): Promise<string[]> {
  const rows = await runAsOwner<{ line: string }>(
    url,
    `SELECT format('%s: policy %s on %s for %s using %s', 'role', policyname, tablename, cmd, qual) AS line, role
       FROM pg_policies, unnest(roles) AS role WHERE role = ANY ($1)
     UNION ALL
     SELECT format('table %s: %s', c.oid::regclass, privilege_type), pg_get_userbyid(grantee)
       FROM pg_class c, aclexplode(c.relacl) WHERE pg_get_userbyid(grantee) = ANY ($1)
     UNION ALL
     SELECT format('column %s.%s: %s', attrelid::regclass, attname, privilege_type), pg_get_userbyid(grantee)
       FROM pg_attribute, aclexplode(attacl) WHERE pg_get_userbyid(grantee) = ANY ($1)
     UNION ALL
     SELECT format('function %s', p.oid::regprocedure), pg_get_userbyid(grantee)
       FROM pg_proc p, aclexplode(p.proacl) WHERE pg_get_userbyid(grantee) = ANY ($1)
     UNION ALL
     SELECT format('schema %s: %s', nspname, privilege_type), pg_get_userbyid(grantee)
       FROM pg_namespace, aclexplode(nspacl) WHERE pg_get_userbyid(grantee) = ANY ($1)
     ORDER BY 1`,
    [[roles.app, roles.fleet]],
  );
  return rows.map((row) => row.line);
}

describe("a migration that fails", () => {
  it("leaves nothing behind: the version before still starts, and the mended one goes on", async () => {
    const url = await newDatabase("CREATEROLE");
    const app = newInstallation();
    await migrate(url, app);
    const tables = await countTables(url);
    const broken = await migrationsWith('CREATE TABLE "Half" ("id" uuid); SELECT nothing_of_this_name();');
    const refusal = await migrate(url, app, broken).catch((error: Error) => error.message);
    expect(refusal).toMatch(/nothing_of_this_name.*still starts.*npm run db:migrate/s);
    expect(await countTables(url)).toBe(tables);

    expect(await migrate(url, app)).toEqual([]);
    expect(await works(url, app)).toBe(true);
    const mended = await migrationsWith('CREATE TABLE "Half" ("id" uuid);');
    expect(await migrate(url, app, mended)).toEqual(["20990101000000_later"]);
    // And a version that doesn't know what has been applied since.
    expect(await migrate(url, app)).toEqual([]);
  });

  it.each([
    ["after its script took effect", "committed", []],
    ["before its script took effect", null, ["20990101000000_later"]],
  ])("goes on by itself when its process was killed %s", async (_when, mark, applied) => {
    const url = await newDatabase("CREATEROLE");
    const app = newInstallation();
    const later = await migrationsWith('CREATE TABLE "Half" ("id" uuid);');
    if (mark) await migrate(url, app, later);
    else await migrate(url, app);
    // What such a process leaves: the engine writes a record before the script, and its end after it.
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await (mark
      ? client.query(
          `UPDATE "_prisma_migrations" SET "finished_at" = NULL WHERE "migration_name" = '20990101000000_later'`,
        )
      : client.query(
          `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name") VALUES ('x', 'x', '20990101000000_later')`,
        ));
    await client.end();
    expect(await migrate(url, app, later)).toEqual(applied);
    expect(await migrate(url, app, later)).toEqual([]);
  });
});
