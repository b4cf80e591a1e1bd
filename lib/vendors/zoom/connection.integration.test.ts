import { afterAll, beforeAll, expect, it } from "vitest";
import { openConnection } from "@/lib/connections/store";
import { expectSecretAskedAgain, newConnection } from "@/lib/connections/testing/stored-connection";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

it.each([
  ["account", { accountId: "account-0002" }],
  ["app", { clientId: "client-0002" }],
])("Zoom's %s changes with the secret typed anew alone", async (_what, changed) => {
  const settings = { accountId: "account-0001", clientId: "client-0001", flowAccess: "read" };
  await expectSecretAskedAgain("zoom", settings, "clientSecret", changed);
});

it("a webhook secret token can be left out, added, and kept, and goes with the account that it is of", async () => {
  const settings = { accountId: "account-0001", clientId: "client-0001", flowAccess: "read" };
  const { tenantId, id, save } = await newConnection("zoom", settings, { clientSecret: "secret" });
  const secrets = async () => {
    const opened = await openConnection(tenantId, id);
    return opened.ok ? opened.value.secrets : opened.problem.code;
  };
  expect(await secrets()).toEqual({ clientSecret: "secret" });
  await save({}, { webhookSecret: "token" });
  await save({ flowAccess: "change" }, { webhookSecret: "" });
  expect(await secrets()).toEqual({ clientSecret: "secret", webhookSecret: "token" });
  await save({ accountId: "account-0002" }, { clientSecret: "another" });
  expect(await secrets()).toEqual({ clientSecret: "another" });
});
