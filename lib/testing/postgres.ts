import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { closeDatabase } from "@/lib/access/tenant/client";
import { closeDatabaseWatch } from "@/lib/health/watch-database";
import { forgetConfig } from "@/lib/kernel/config";
import { asRole, databaseRoles } from "@/lib/kernel/database-roles";
import { startCluster } from "@/lib/testing/cluster";
import type { AppRole } from "@/prisma/app-role";
import { migrate } from "@/prisma/migrate";

export interface TestDatabase {
  /** Of the role that owns the tables. */
  ownerUrl: string;
  /** Of the console's role. */
  appUrl: string;
  /** Restarts the server under those connected; only with a server of its own. */
  restart(): Promise<void>;
  /** Lets its server be away until `comeBack`; only with a server of its own. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  /** Ends this process's connections and drops the database. */
  stop(): Promise<void>;
}

/** Roles belong to the whole server, so every test database shares this one; no installation has its name. */
export const testAppRole: AppRole = {
  roles: databaseRoles({ PATCHBAY_INSTALLATION: "of-tests" }),
  password: "patchbay-tests-app-password",
  urlFor: (ownerUrl) => asRole(ownerUrl, testAppRole.roles.app, testAppRole.password),
  isGiven: false,
};

/** Another database on the same server. */
export function onDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

/** Runs one statement as the owner of the server or database. */
export async function runAsOwner<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** The settings of a console on this database, put into process.env for lib/kernel/config. Existing keys are kept. */
export function applyTestSettings(ownerUrl: string): { appUrl: string } {
  const appUrl = testAppRole.urlFor(ownerUrl);
  Object.assign(process.env, {
    DATABASE_URL: ownerUrl,
    PATCHBAY_APP_DATABASE_URL: appUrl,
    PATCHBAY_APP_PASSWORD: testAppRole.password,
    PATCHBAY_INSTALLATION: process.env.PATCHBAY_INSTALLATION ?? "test-installation",
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? randomBytes(32).toString("base64"),
    NEXTAUTH_URL: process.env.NEXTAUTH_URL ?? "http://127.0.0.1:3000",
    PATCHBAY_FIRST_PASSWORD: process.env.PATCHBAY_FIRST_PASSWORD ?? randomBytes(16).toString("base64url"),
    PATCHBAY_KEY_RING:
      process.env.PATCHBAY_KEY_RING ??
      JSON.stringify({ current: "k1", keys: { k1: randomBytes(32).toString("base64") } }),
  });
  forgetConfig();
  return { appUrl };
}

/**
 * A fresh, migrated database for one test file. Its server is the run's (PATCHBAY_TEST_CLUSTER, set by the global set-up),
 * DATABASE_URL_TEST's (a server for tests), or one of its own, which
 * `ownServer` asks for.
 */
export async function testDatabase({ ownServer = false } = {}): Promise<TestDatabase> {
  const given = ownServer ? undefined : (process.env.PATCHBAY_TEST_CLUSTER ?? process.env.DATABASE_URL_TEST);
  const own = given ? undefined : await startCluster();
  const clusterUrl = given ?? own?.url ?? "";
  const name = `patchbay_test_${randomUUID().replaceAll("-", "")}`;
  const template = own ? undefined : process.env.PATCHBAY_TEST_TEMPLATE;
  const ownerUrl = onDatabase(clusterUrl, name);
  await runAsOwner(clusterUrl, `CREATE DATABASE ${name}${template ? ` TEMPLATE ${template}` : ""}`);
  if (!template) await migrate(ownerUrl, testAppRole);
  const { appUrl } = applyTestSettings(ownerUrl);
  const ownCluster = () => {
    if (own) return own;
    throw new Error("Only a server of the test's own is restarted: testDatabase({ ownServer: true }).");
  };
  return {
    ownerUrl,
    appUrl,
    restart: async () => ownCluster().restart(),
    goAway: async () => ownCluster().goAway(),
    comeBack: async () => ownCluster().comeBack(),
    async stop() {
      await closeDatabaseWatch();
      await closeDatabase();
      if (own) await own.stop();
      else await runAsOwner(clusterUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
