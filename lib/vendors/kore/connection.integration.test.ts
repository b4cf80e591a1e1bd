import { afterAll, beforeAll, expect, it } from "vitest";
import { openConnection } from "@/lib/connections/store";
import { expectSecretAskedAgain, newConnection } from "@/lib/connections/testing/stored-connection";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

const settings = {
  host: "https://platform.kore.ai",
  botId: "st-1234",
  clientId: "cs-1234",
  voiceGatewayRegion: "us-east",
  didNumber: "+12065551118",
};

it.each([
  ["host", { host: "https://attacker.example" }],
  ["port", { host: "https://platform.kore.ai:8443" }],
  ["app", { clientId: "cs-9999" }],
])("Kore's %s changes with the secret typed anew alone", async (_what, changed) => {
  await expectSecretAskedAgain("kore", settings, "clientSecret", changed);
});

it("the secret stays where host and account stay, however the host is written", async () => {
  const { tenantId, id, save } = await newConnection("kore", settings, { clientSecret: "the-secret" });
  expect(await save({ host: " PLATFORM.kore.ai/ ", didNumber: "+12065551119" })).toMatchObject({ ok: true });
  expect(await openConnection(tenantId, id)).toMatchObject({
    value: { secrets: { clientSecret: "the-secret" }, settings: { host: "https://platform.kore.ai" } },
  });
});

it("an app of the Admin Console is stored with its secret, or neither is", async () => {
  const { tenantId, id, save } = await newConnection("kore", settings, { clientSecret: "the-secret" });
  const stored = async () => (await openConnection(tenantId, id)) as { value?: { secrets: object } };
  const admin = { adminClientId: "cs-admin" };
  expect(await save(admin)).toMatchObject({ problem: { code: "connection-secret-missing" } });
  expect(await save({}, { adminClientSecret: "x" })).toMatchObject({
    problem: { code: "connection-setting-missing" },
  });
  expect(await save(admin, { adminClientSecret: "x" })).toMatchObject({ ok: true });
  expect(await save(admin)).toMatchObject({ ok: true });
  expect((await stored()).value?.secrets).toEqual({ clientSecret: "the-secret", adminClientSecret: "x" });
  expect(await save({ adminClientId: "cs-other" })).toMatchObject({
    problem: { code: "connection-secret-missing" },
  });
  expect(await save({})).toMatchObject({ ok: true });
  expect((await stored()).value?.secrets).toEqual({ clientSecret: "the-secret" });
});
