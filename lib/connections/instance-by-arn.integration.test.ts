import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import type { AwsSettings } from "@/lib/aws/aws-settings";
import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { settleInstance } from "@/lib/connections/settle-instance";
import { saveConnection } from "@/lib/connections/store";
import { asTenantId, type TenantId } from "@/lib/kernel/ids";
import { newTenant } from "@/lib/testing/people";
import { onDatabase, runAsOwner, type TestDatabase, testAppRole, testDatabase } from "@/lib/testing/postgres";
import { putEnvironmentBack } from "@/lib/testing/put-environment-back";
import { instanceSettings, startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { migrationNames, migrationsFolder } from "@/prisma/list-migrations";
import { migrate } from "@/prisma/migrate";

let database: TestDatabase;
let sandbox: TestSandbox;
const actor = { name: "Somebody" };
const before = { ...process.env };

beforeAll(async () => {
  [database, sandbox] = await Promise.all([testDatabase(), startSandbox()]);
  // As AWS itself would stand there: a connection by access keys knows no other address.
  process.env.AWS_ENDPOINT_URL = sandbox.awsUrl;
});
afterAll(async () => {
  putEnvironmentBack(before);
  await Promise.all([database?.stop(), sandbox?.stop()]);
});

/** A connection by access keys to the one account that both tenants have keys of. */
const byKeys = (more: object = {}): AwsSettings => ({
  access: { kind: "keys", accessKeyId: sandbox.accessKeyId },
  region: sandbox.region,
  ...more,
});

function save(tenantId: TenantId, name: string, settings: object) {
  const secrets = { secretAccessKey: sandbox.secretAccessKey };
  const input = { tenantId, actor, kind: "aws", name, settings, secrets };
  return withTenant(tenantId, (db) => saveConnection(db, input));
}

describe("a connection's Connect instance", () => {
  it("belongs to the tenant that chose it first, and the refusal does not tell whose it is", async () => {
    const [first, second] = [await newTenant("Acme"), await newTenant("Globex")];
    const chosen = byKeys(instanceSettings(sandbox));
    expect(await save(first.tenantId, "Account", chosen)).toMatchObject({ ok: true });
    const refused = await save(second.tenantId, "Account", chosen);
    expect(refused).toMatchObject({ ok: false, problem: { code: "instance-taken" } });
    expect(JSON.stringify(refused)).not.toMatch(/Acme|Account|[0-9a-f]{8}-/);
    // Under another spelling it would be another's, too: only the ARN counts.
    for (const alone of [
      { instanceAlias: sandbox.instance.alias },
      { instanceId: sandbox.instance.id },
      { instanceId: sandbox.instance.id, instanceAlias: sandbox.instance.alias },
    ])
      expect(await save(second.tenantId, "Account", byKeys(alone))).toMatchObject({
        ok: false,
        problem: { code: "instance-unsettled" },
      });
  });

  it("is looked up in the account when it is named by an id or an alias, and stored by its ARN", async () => {
    const { tenantId } = await newTenant();
    const secrets = { secretAccessKey: sandbox.secretAccessKey };
    for (const name of [{ instanceAlias: sandbox.instance.alias }, { instanceId: sandbox.instance.id }])
      expect(await settleInstance({ tenantId, settings: byKeys(name), secrets })).toMatchObject({
        ok: true,
        value: instanceSettings(sandbox),
      });
    expect(
      await settleInstance({ tenantId, settings: byKeys({ instanceAlias: "none" }), secrets }),
    ).toMatchObject({
      ok: false,
      problem: { code: "instance-not-found" },
    });
  });

  it("is none while it is not stored, whatever the account has", async () => {
    const { tenantId } = await newTenant();
    const saved = await save(tenantId, "Account", byKeys());
    const access = await openAwsConnection(tenantId, saved.ok ? saved.value.id : "");
    expect(access.accountId).toBe(sandbox.accountId);
    expect(() => requireInstance(access)).toThrow();
  });
});

describe("the connections of an older console", () => {
  it("get the ARN that their account and id make; those that cannot are chosen anew", async () => {
    const name = `older_${randomUUID().replaceAll("-", "")}`;
    const [server] = [database.ownerUrl];
    await runAsOwner(server, `CREATE DATABASE ${name}`);
    const url = onDatabase(server, name);
    try {
      const all = await migrationNames();
      const earlier = all.slice(0, all.indexOf("20261129050000_instance_by_arn"));
      await migrate(url, testAppRole, migrationsFolder, earlier);
      const tenant = { seeded: randomUUID(), other: randomUUID() };
      await runAsOwner(
        url,
        `INSERT INTO "Tenant" ("id", "slug", "name") VALUES ($1, 'sandbox', 'a'), ($2, 'b', 'b')`,
        [tenant.seeded, tenant.other],
      );
      const arn = (partition: string, region: string, id: string) =>
        `arn:${partition}:connect:${region}:444455556666:instance/${id}`;
      const role = { access: { kind: "role" }, accountId: "444455556666" };
      const shared = { access: { kind: "sandbox" }, region: "us-east-1" };
      const rows: [
        name: string,
        tenantId: TenantId,
        settings: object,
        stored: string | null,
        after: string | null,
      ][] = [
        [
          "has it",
          asTenantId(tenant.other),
          { ...role, region: "us-east-1", instanceId: "i-1", instanceArn: arn("aws", "us-east-1", "i-1") },
          arn("aws", "us-east-1", "i-1"),
          arn("aws", "us-east-1", "i-1"),
        ],
        [
          "by its id",
          asTenantId(tenant.other),
          { ...role, region: "us-gov-west-1", instanceId: "i-2" },
          null,
          arn("aws-us-gov", "us-gov-west-1", "i-2"),
        ],
        [
          "the same id, in another tenant",
          asTenantId(tenant.seeded),
          { ...role, region: "us-gov-west-1", instanceId: "i-2" },
          null,
          null,
        ],
        [
          "the id of one that is there",
          asTenantId(tenant.seeded),
          { ...role, region: "us-east-1", instanceId: "i-1" },
          null,
          null,
        ],
        [
          "by its alias alone",
          asTenantId(tenant.other),
          { ...role, region: "us-east-1", instanceAlias: "acme" },
          null,
          null,
        ],
        [
          "the shared sandbox, of the first tenant",
          asTenantId(tenant.seeded),
          { ...shared, instanceAlias: "patchbay-sandbox" },
          null,
          null,
        ],
        [
          "the shared sandbox, of another tenant",
          asTenantId(tenant.other),
          {
            ...shared,
            accountId: "111122223333",
            instanceId: "i-3",
            instanceArn: "arn:i-3",
            instanceAlias: "patchbay-sandbox",
          },
          "arn:i-3",
          null,
        ],
        ["no instance yet", asTenantId(tenant.other), { ...role, region: "us-east-1" }, null, null],
      ];
      for (const [at, [kindName, tenantId, settings, stored]] of rows.entries())
        await runAsOwner(
          url,
          `INSERT INTO "Connection" ("tenantId", "id", "kind", "name", "settings", "connectInstanceArn", "createdAt", "updatedAt")
           VALUES ($1, gen_random_uuid(), 'aws', $2, $3, $4, now() + $5 * interval '1 second', now())`,
          [tenantId, kindName, JSON.stringify(settings), stored, at],
        );
      await migrate(url, testAppRole);
      const found = await runAsOwner<{ name: string; column: string | null; settings: Partial<AwsSettings> }>(
        url,
        `SELECT "name", "connectInstanceArn" AS column, "settings" FROM "Connection"`,
      );
      expect(Object.fromEntries(found.map((row) => [row.name, row.column]))).toEqual(
        Object.fromEntries(rows.map(([kindName, , , , after]) => [kindName, after])),
      );
      for (const { settings, column } of found) {
        expect(settings.instanceArn ?? null).toBe(column);
        if (column === null)
          expect([settings.instanceId, settings.instanceAlias]).toEqual([undefined, undefined]);
      }
    } finally {
      await runAsOwner(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }
  }, 60_000);
});
