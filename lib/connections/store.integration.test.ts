import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listAudit } from "@/lib/access/audit/list-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import { openConnection, saveConnection } from "@/lib/connections/store";
import { newTenant, newUser } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

const kore = {
  host: "https://platform.kore.ai",
  botId: "st-1234",
  clientId: "cs-1234",
  voiceGatewayRegion: "us-east",
  didNumber: "+12065551118",
};
const secret = "the-client-secret";

async function newConnection(kind: string, settings: object, secrets: Record<string, string>) {
  const { tenantId } = await newTenant();
  const { userId, name } = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
  const save = (changed: object, given: Record<string, string> = {}, id?: string) =>
    withTenant(tenantId, (db) =>
      saveConnection(db, {
        ...{ tenantId, actor: { userId, name }, id, kind, name: "Vendor" },
        settings: { ...settings, ...changed },
        secrets: given,
      }),
    );
  const made = await save({}, secrets);
  if (!made.ok) throw new Error(made.problem.sentence);
  const { id } = made.value;
  return {
    tenantId,
    id,
    save: (changed: object, given?: Record<string, string>) => save(changed, given, id),
  };
}

describe("a stored secret goes to nobody else than it was given for", () => {
  it.each([
    ["Kore's host", "kore", kore, "clientSecret", { host: "https://attacker.example" }],
    ["Kore's port", "kore", kore, "clientSecret", { host: "https://platform.kore.ai:8443" }],
    ["Kore's app", "kore", kore, "clientSecret", { clientId: "cs-9999" }],
    [
      "ASAPP's host",
      "asapp",
      { host: "api.asapp.com", apiId: "id-1" },
      "apiSecret",
      { host: "evil.asapp.com" },
    ],
    ["ASAPP's account", "asapp", { host: "api.asapp.com", apiId: "id-1" }, "apiSecret", { apiId: "id-2" }],
    [
      "an AWS access key",
      "aws",
      { access: { kind: "keys", accessKeyId: "AKIA0123456789ABCDEF" }, region: "us-east-1" },
      "secretAccessKey",
      { access: { kind: "keys", accessKeyId: "AKIAFEDCBA9876543210" } },
    ],
  ])("%s changes with the secret typed anew alone", async (_what, kind, settings, field, changed) => {
    const { tenantId, id, save } = await newConnection(kind, settings, { [field]: secret });
    expect(await save(changed)).toMatchObject({
      ok: false,
      problem: { code: "connection-secret-again", sentence: expect.stringContaining(field) },
    });
    expect(await save(changed, { [field]: "" })).toMatchObject({ ok: false });
    expect(await openConnection(tenantId, id)).toMatchObject({ ok: true, value: { settings } });
    expect(await save(changed, { [field]: "another" })).toMatchObject({ ok: true });
    expect(await openConnection(tenantId, id)).toMatchObject({ value: { secrets: { [field]: "another" } } });
  });

  it("stays where host and account stay, however the host is written", async () => {
    const { tenantId, id, save } = await newConnection("kore", kore, { clientSecret: secret });
    expect(await save({ host: " PLATFORM.kore.ai/ ", didNumber: "+12065551119" })).toMatchObject({
      ok: true,
    });
    expect(await openConnection(tenantId, id)).toMatchObject({
      value: { secrets: { clientSecret: secret }, settings: { host: "https://platform.kore.ai" } },
    });
  });
});

it("the audit names which settings changed, from what to what, and of a secret only that it did", async () => {
  const { tenantId, save } = await newConnection("kore", kore, { clientSecret: secret });
  const host = "https://eu.kore.ai";
  expect(await save({ host, botId: "st-5678" }, { clientSecret: "another-secret" })).toMatchObject({
    ok: true,
  });
  const { entries } = await withTenant(tenantId, (db) => listAudit(db, { action: "connection:save" }));
  expect(entries[0]?.detail).toEqual({
    kind: "kore",
    name: "Vendor",
    changes: [
      { setting: "host", from: kore.host, to: host },
      { setting: "botId", from: "st-1234", to: "st-5678" },
      { setting: "clientSecret", to: "changed" },
    ],
  });
  expect(JSON.stringify(entries)).not.toMatch(/another-secret|the-client-secret/);
});
