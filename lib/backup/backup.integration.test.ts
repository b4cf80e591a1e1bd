import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyAudit } from "@/lib/access/audit/verify-audit";
import { closeDatabase } from "@/lib/access/tenant/client";
import { withTenant } from "@/lib/access/tenant/scope";
import { checkBackup, openBackupWriter } from "@/lib/backup/backup-file";
import { countRows, restoreBackup } from "@/lib/backup/restore-backup";
import { writeBackup } from "@/lib/backup/write-backup";
import { loadDeploymentView } from "@/lib/deployments/load-deployment-view";
import { makePlan } from "@/lib/deployments/make-plan";
import { startDeployment } from "@/lib/deployments/start-deployment";
import { config } from "@/lib/kernel/config";
import { ProblemError } from "@/lib/kernel/result";
import { openSecret, placeOf } from "@/lib/secrets/seal";
import { startCluster, type TestCluster } from "@/lib/testing/cluster";
import { must } from "@/lib/testing/must";
import { applyTestSettings, onDatabase, runAsOwner, testAppRole } from "@/lib/testing/postgres";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { until } from "@/lib/testing/until";
import { vendors } from "@/lib/vendors/registry";
import { tasks } from "@/lib/worker/tasks";
import { startWorker } from "@/lib/worker/worker";
import { migrationNames, migrationsFolder } from "@/prisma/list-migrations";
import { migrate } from "@/prisma/migrate";

let cluster: TestCluster;
let folder: string;
let made = 0;
function newNumber(): number {
  made += 1;
  return made;
}

beforeAll(async () => {
  [cluster, folder] = await Promise.all([startCluster(), mkdtemp(path.join(tmpdir(), "patchbay-backup-"))]);
});
afterAll(async () => {
  await closeDatabase();
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
});

const newFile = () => path.join(folder, `backup-${newNumber()}`);

/** An empty database on the new server, by its superuser. */
async function newDatabase(owner?: string): Promise<string> {
  const name = `target_${newNumber()}`;
  await runAsOwner(cluster.url, `CREATE DATABASE ${name}${owner ? ` OWNER ${owner}` : ""}`);
  return onDatabase(cluster.url, name);
}

const settingsFor = (databaseUrl: string) => ({
  ...config(),
  databaseUrl,
  app: testAppRole,
});
const usual = { replace: false, withoutKeys: false };

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ProblemError ? error.problem.code : `no problem: ${error}`;
}

/** Rows of each table, counted by a superuser, whom no row-level security binds. */
async function countEach(url: string): Promise<Record<string, number>> {
  const tables = await runAsOwner<{ name: string }>(
    url,
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await runAsOwner<{ count: number }>(url, `SELECT count(*)::int AS count FROM "${name}"`);
    counts[name] = row?.count ?? -1;
  }
  return counts;
}

describe("a backup of a running installation", () => {
  let source: SeededInstallation;
  beforeAll(async () => {
    source = await seedInstallation();
  });
  afterAll(() => source?.stop());

  /** Two events in each transaction: a backup that is of one moment has both or none. */
  function keepWriting(client: pg.Client): { stop: () => Promise<number> } {
    let isStopping = false;
    let pairs = 0;
    const writing = (async () => {
      for (; !isStopping; pairs += 1) {
        await client.query(
          `WITH pair AS (SELECT generate_series(1, 2))
           INSERT INTO "AuditEvent" ("tenantId", "actorName", "action", "target")
           SELECT $1, 'load', 'pair:write', $2 FROM pair`,
          [source.tenantId, `pair ${pairs}`],
        );
      }
    })();
    return {
      async stop() {
        isStopping = true;
        await writing;
        return pairs;
      },
    };
  }

  it("is complete although others write meanwhile, and a deployment continues from it on a new server", async () => {
    const { tenantId, actor } = source;
    const [vendor] = vendors;
    const id = source.vendorConnectionId();
    const integrationId = await source.createIntegration();
    const { planId } = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
    const { deploymentId } = must(await startDeployment({ tenantId, planId, actor }));

    const writer = new pg.Client({ connectionString: source.database.ownerUrl });
    await writer.connect();
    const load = keepWriting(writer);
    const file = newFile();
    const backup = await writeBackup(file, settingsFor(source.database.ownerUrl));
    expect(await load.stop()).toBeGreaterThan(0);
    await writer.end();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(backup.keysNotHeld).toEqual([]);

    const sourceCounts = await countEach(source.database.ownerUrl);
    const url = await newDatabase();
    const restored = await restoreBackup(file, settingsFor(url), usual);
    expect(restored.header.installation).toBe(config().installation);
    const counts = await countEach(url);
    for (const { name, rows } of restored.sections) {
      if (name !== "queue" && name !== "sequences") expect(counts[name], name).toBe(rows);
    }
    // Only what was written meanwhile, and who is at work, may differ from the installation itself.
    const restoredEvents = counts.AuditEvent ?? 0;
    for (const name of ["AuditEvent", "AuditLink", "RequestTurn", "WorkerBeat"]) {
      delete counts[name];
      delete sourceCounts[name];
    }
    expect(counts).toEqual(sourceCounts);
    const halves = await runAsOwner(
      url,
      `SELECT "target" FROM "AuditEvent" WHERE "action" = 'pair:write' GROUP BY 1 HAVING count(*) <> 2`,
    );
    expect(halves).toEqual([]);

    await closeDatabase();
    applyTestSettings(url);
    const secrets = await withTenant(tenantId, (db) =>
      db.connection.findFirst({ where: { id }, select: { secrets: true } }),
    );
    const sealed = Object.entries(Object(secrets?.secrets)).map(([field, value]) => [
      field,
      openSecret(String(value), placeOf("Connection", tenantId, id, field)),
    ]);
    const given = vendor?.sandbox.connection(vendor.sandbox.firstCustomer).secrets ?? {};
    expect(Object.keys(given)).not.toEqual([]);
    expect(Object.fromEntries(sealed)).toEqual(given);

    const worker = startWorker(config(), tasks);
    const ended = await until(
      "the deployment has ended",
      async () => {
        const view = await withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId));
        return view && !["queued", "running"].includes(view.status) && view;
      },
      60_000,
    );
    expect(ended.status).toBe("succeeded");
    await worker.stop();
    // Numbers go on after the last one: nothing that is recorded now meets an older row.
    const [numbers] = await runAsOwner<{ distinct: boolean }>(
      url,
      `SELECT count(*) = count(DISTINCT "id") AS distinct FROM "AuditEvent"`,
    );
    expect(numbers?.distinct).toBe(true);
    // The chain came along, and went on where it was.
    const [audit] = await verifyAudit(url);
    expect(audit?.broken).toBeUndefined();
    expect(audit?.intact).toBeGreaterThan(restoredEvents);
    await closeDatabase();
    applyTestSettings(source.database.ownerUrl);
  }, 180_000);

  it("is refused to a database role from which row-level security may hide rows", async () => {
    const { ownerUrl } = source.database;
    const reader = "backup_reader";
    await runAsOwner(ownerUrl, `CREATE ROLE ${reader} LOGIN PASSWORD 'backup-reader'`);
    for (const schema of ["public", "graphile_worker"]) {
      await runAsOwner(ownerUrl, `GRANT USAGE ON SCHEMA ${schema} TO ${reader}`);
      await runAsOwner(ownerUrl, `GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${reader}`);
    }
    const url = new URL(ownerUrl);
    url.username = reader;
    url.password = "backup-reader";
    const file = newFile();
    expect(await codeOf(writeBackup(file, settingsFor(url.toString())))).toBe("backup-rows-hidden");
    await expect(stat(file)).rejects.toThrow();
    await runAsOwner(ownerUrl, `DROP OWNED BY ${reader}`);
    await runAsOwner(ownerUrl, `DROP ROLE ${reader}`);
  });
});

describe("restoring", () => {
  let file: string;
  beforeEach(async () => {
    if (file) return;
    const url = await newDatabase();
    await migrate(url, testAppRole);
    await addTenant(url, "kept");
    file = newFile();
    await writeBackup(file, settingsFor(url));
  });

  const addTenant = (url: string, slug: string) =>
    runAsOwner(
      url,
      `WITH upkeep AS MATERIALIZED (SELECT set_config('app.upkeep', 'on', false))
       INSERT INTO "Tenant" ("id", "slug", "name") SELECT gen_random_uuid(), $1, $1 FROM upkeep`,
      [slug],
    );
  const slugs = async (url: string) =>
    (
      await runAsOwner<{ slug: string }>(
        url,
        `WITH upkeep AS MATERIALIZED (SELECT set_config('app.upkeep', 'on', false))
         SELECT "slug" FROM upkeep, "Tenant" ORDER BY 1`,
      )
    ).map(({ slug }) => slug);

  it("refuses a file that was cut, changed, or of another kind, and changes nothing", async () => {
    const whole = await readFile(file);
    const url = await newDatabase();
    const damage: Record<string, Buffer> = {
      cut: whole.subarray(0, whole.length - 20),
      "cut in half": whole.subarray(0, whole.length >> 1),
      empty: Buffer.alloc(0),
      "something else": Buffer.from("PGDMP, or what else there may be"),
    };
    for (const at of [30, whole.length >> 1, whole.length - 6]) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      damage[`changed at ${at}`] = changed;
    }
    for (const [what, bytes] of Object.entries(damage)) {
      const damaged = newFile();
      await writeFile(damaged, bytes);
      expect(await codeOf(restoreBackup(damaged, settingsFor(url), usual)), what).toBe("backup-damaged");
    }
    expect(await countEach(url)).toEqual({});
  });

  it("refuses a newer version's backup, and secrets that it couldn't decrypt", async () => {
    const { header } = await checkBackup(file);
    const url = await newDatabase();
    const write = async (head: typeof header) => {
      const made = newFile();
      const writer = await openBackupWriter(made, head);
      await writer.close();
      return made;
    };
    const newer = await write({ ...header, migrations: [...header.migrations, "29990101000000_newer"] });
    expect(await codeOf(restoreBackup(newer, settingsFor(url), usual))).toBe("backup-newer");
    const newerForm = await write({ ...header, version: 2 });
    expect(await codeOf(restoreBackup(newerForm, settingsFor(url), usual))).toBe("backup-newer");
    const foreign = await write({ ...header, keys: { k1: "0000000000000000" } });
    expect(await codeOf(restoreBackup(foreign, settingsFor(url), usual))).toBe("restore-keys-missing");
    expect(await countEach(url)).toEqual({});
  });

  it("replaces existing data only with --replace, and restores it when anything fails", async () => {
    const url = await newDatabase();
    await migrate(url, testAppRole);
    await addTenant(url, "before");
    expect(await codeOf(restoreBackup(file, settingsFor(url), usual))).toBe("restore-not-empty");

    const { header } = await checkBackup(file);
    const bad = newFile();
    const writer = await openBackupWriter(bad, header);
    const rows = async function* () {
      yield JSON.stringify(["no uuid", "bad", "bad"]);
    };
    await writer.section("Tenant", ["id", "slug", "name"], rows());
    await writer.close();
    await expect(restoreBackup(bad, settingsFor(url), { ...usual, replace: true })).rejects.toThrow(/uuid/);
    expect(await slugs(url)).toEqual(["before"]);
    expect(await countRows(url)).toBe(1);

    await restoreBackup(file, settingsFor(url), { ...usual, replace: true });
    expect(await slugs(url)).toEqual(["kept"]);
  });

  it("refuses while a console or a worker is connected", async () => {
    const url = await newDatabase();
    const console_ = new pg.Client({ connectionString: url, application_name: "patchbay" });
    await console_.connect();
    expect(await codeOf(restoreBackup(file, settingsFor(url), usual))).toBe("restore-while-running");
    await console_.end();
    expect(await countEach(url)).toEqual({});
  });

  it("is refused for a role that doesn't own the database, before anything is changed", async () => {
    const url = new URL(await newDatabase());
    await runAsOwner(cluster.url, "CREATE ROLE no_owner LOGIN PASSWORD 'no-owner'");
    url.username = "no_owner";
    url.password = "no-owner";
    expect(await codeOf(restoreBackup(file, settingsFor(url.toString()), usual))).toBe("restore-not-owner");
  });

  it("migrates an older backup, for an owner that row-level security restricts", async () => {
    await runAsOwner(cluster.url, "CREATE ROLE plain_owner LOGIN CREATEROLE PASSWORD 'plain-owner'");
    const { app, fleet } = testAppRole.roles;
    await runAsOwner(cluster.url, `GRANT ${app}, ${fleet} TO plain_owner WITH ADMIN OPTION`);
    const asPlainOwner = (url: string) => {
      const changed = new URL(url);
      changed.username = "plain_owner";
      changed.password = "plain-owner";
      return changed.toString();
    };
    const all = await migrationNames();
    const old = all.slice(0, 4);
    const oldUrl = asPlainOwner(await newDatabase("plain_owner"));
    await migrate(oldUrl, testAppRole, migrationsFolder, old);
    await addTenant(oldUrl, "old");
    const oldFile = newFile();
    await writeBackup(oldFile, settingsFor(oldUrl));

    const url = asPlainOwner(await newDatabase("plain_owner"));
    const { migrated } = await restoreBackup(oldFile, settingsFor(url), usual);
    expect(migrated).toEqual(all.slice(4));
    expect(await slugs(url)).toEqual(["old"]);
  });
});
