import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCluster, type TestCluster } from "@/lib/testing/cluster";
import { onDatabase, runAsOwner, testAppRole } from "@/lib/testing/postgres";
import { migrationNames, migrationsFolder } from "@/prisma/list-migrations";
import { migrate } from "@/prisma/migrate";

let cluster: TestCluster;
/** Of an owner as in production: no superuser, so that row security binds it as well. */
let url = "";
/** The same, with the owner's way past row security. */
let upkeepUrl = "";

beforeAll(async () => {
  cluster = await startCluster();
  await runAsOwner(cluster.url, "CREATE ROLE plain_owner LOGIN CREATEROLE PASSWORD 'plain-owner'");
  await runAsOwner(cluster.url, "CREATE DATABASE older OWNER plain_owner");
  const owner = new URL(onDatabase(cluster.url, "older"));
  owner.username = "plain_owner";
  owner.password = "plain-owner";
  url = owner.toString();
  upkeepUrl = `${url}?options=-c%20app.upkeep%3Don`;
});
afterAll(() => cluster.stop());

describe("the integrations of an older console", () => {
  it("have known deployed settings unless others were saved since, or the last deployment removed them", async () => {
    const all = await migrationNames();
    const earlier = all.slice(0, all.indexOf("20261129061000_deployed_settings"));
    await migrate(url, testAppRole, migrationsFolder, earlier);
    const tenant = randomUUID();
    const account = randomUUID();
    await runAsOwner(upkeepUrl, `INSERT INTO "Tenant" ("id", "slug", "name") VALUES ($1, 'a', 'a')`, [
      tenant,
    ]);
    await runAsOwner(
      upkeepUrl,
      `INSERT INTO "Connection" ("tenantId", "id", "kind", "name", "settings", "updatedAt")
       VALUES ($1, $2, 'aws', 'a', '{}', now())`,
      [tenant, account],
    );
    const integrations = [
      { name: "as deployed", deployments: ["deploy"], isSavedSince: false },
      { name: "saved since", deployments: ["deploy"], isSavedSince: true },
      { name: "removed", deployments: ["deploy", "remove"], isSavedSince: false },
      { name: "never deployed", deployments: [], isSavedSince: false },
    ];
    for (const [index, { name: called, deployments, isSavedSince }] of integrations.entries()) {
      const id = randomUUID();
      await runAsOwner(
        upkeepUrl,
        `INSERT INTO "Integration"
           ("tenantId", "id", "blueprint", "name", "settings", "awsConnectionId", "updatedAt")
         VALUES ($1, $2, 'small', $3, $4, $5, now())`,
        [tenant, id, called, JSON.stringify({ days: index }), account],
      );
      for (const [turn, purpose] of deployments.entries()) {
        const plan = randomUUID();
        await runAsOwner(
          upkeepUrl,
          `INSERT INTO "Plan" ("tenantId", "id", "integrationId", "purpose", "desired", "steps", "changes", "createdAt")
           VALUES ($1, $2, $3, $4, '[]', '[]', 1, now() - make_interval(hours => 9 - $5))`,
          [tenant, plan, id, purpose, turn],
        );
        await runAsOwner(
          upkeepUrl,
          `INSERT INTO "Deployment" ("tenantId", "id", "integrationId", "planId", "purpose", "status", "createdAt")
           VALUES ($1, $2, $3, $4, $5, 'succeeded', now() - make_interval(hours => 9 - $6))`,
          [tenant, randomUUID(), id, plan, purpose, turn],
        );
      }
      if (!isSavedSince) continue;
      await runAsOwner(
        upkeepUrl,
        `INSERT INTO "AuditEvent" ("tenantId", "actorName", "action", "target")
         VALUES ($1, 'Ada', 'integration:settings', $2)`,
        [tenant, id],
      );
    }
    await migrate(url, testAppRole, migrationsFolder, all);
    const rows = await runAsOwner(
      upkeepUrl,
      `SELECT i."name", i."deployedSettings", count(p."settings")::int AS "plans"
       FROM "Integration" i LEFT JOIN "Plan" p ON p."integrationId" = i."id"
       GROUP BY i."name", i."deployedSettings" ORDER BY i."name"`,
    );
    expect(rows).toEqual([
      { name: "as deployed", deployedSettings: { days: 0 }, plans: 1 },
      { name: "never deployed", deployedSettings: null, plans: 0 },
      { name: "removed", deployedSettings: null, plans: 0 },
      { name: "saved since", deployedSettings: null, plans: 0 },
    ]);
  });
});

/** Its successor does what it was to do. */
const withoutUpkeep = "20261129061000_deployed_settings";

it("no migration changes rows without the owner's way past row security", async () => {
  const closed: string[] = [];
  for (const name of await migrationNames()) {
    const script = await readFile(path.join(migrationsFolder, name, "migration.sql"), "utf8");
    const changesRows = /^(?:UPDATE|DELETE FROM|INSERT INTO|WITH)\b/m.test(script);
    if (changesRows && !script.includes("set_config('app.upkeep', 'on', true)")) closed.push(name);
  }
  expect(closed).toEqual([withoutUpkeep]);
});
