import { afterAll, beforeAll, expect, it } from "vitest";
import { listAudit } from "@/lib/access/audit/list-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { expectSecretAskedAgain, newConnection } from "./testing/stored-connection";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

const withKey = (accessKeyId: string) => ({ access: { kind: "keys", accessKeyId } });
const settings = { ...withKey("AKIA0123456789ABCDEF"), region: "us-east-1" };

it("an AWS access key changes with the secret typed anew alone", async () => {
  await expectSecretAskedAgain("aws", settings, "secretAccessKey", withKey("AKIAFEDCBA9876543210"));
});

it("the audit names which settings changed, from what to what, and of a secret only that it did", async () => {
  const { tenantId, save } = await newConnection("aws", settings, { secretAccessKey: "the-secret" });
  const changed = { ...withKey("AKIAFEDCBA9876543210"), region: "eu-west-2" };
  expect(await save(changed, { secretAccessKey: "another-secret" })).toMatchObject({ ok: true });
  const { entries } = await withTenant(tenantId, (db) => listAudit(db, { action: "connection:save" }));
  expect(entries[0]?.detail).toEqual({
    kind: "aws",
    name: "Connection",
    changes: [
      { setting: "access.accessKeyId", from: "AKIA0123456789ABCDEF", to: "AKIAFEDCBA9876543210" },
      { setting: "region", from: "us-east-1", to: "eu-west-2" },
      { setting: "secretAccessKey", to: "changed" },
    ],
  });
  expect(JSON.stringify(entries)).not.toMatch(/another-secret|the-secret/);
});
