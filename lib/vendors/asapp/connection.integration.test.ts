import { afterAll, beforeAll, it } from "vitest";
import { expectSecretAskedAgain } from "@/lib/connections/testing/stored-connection";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

it.each([
  ["host", { host: "evil.asapp.com" }],
  ["account", { apiId: "id-2" }],
])("ASAPP's %s changes with the secret typed anew alone", async (_what, changed) => {
  await expectSecretAskedAgain("asapp", { host: "api.asapp.com", apiId: "id-1" }, "apiSecret", changed);
});
