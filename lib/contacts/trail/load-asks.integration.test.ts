import { afterAll, beforeAll, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { newTenant, newUser } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import type { Finding } from "@/lib/trail/event";
import { loadAsks, loadProblemAsk } from "./load-asks";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

const finding = (needs: Finding["needs"]): Finding => ({
  ...{ code: "x", severity: "bad", title: `Needs ${needs}`, cause: "c", nextStep: "n" },
  ...{ evidence: [], needs },
});
const findings = [finding("nothing"), finding("integration:deploy"), finding("elsewhere")];
const where = { link: "https://patchbay.example.com/acme/contacts/1", tenant: "Acme", keys: undefined };

it("sends whoever can't take a step to the tenant's administrators, with the message of that very finding", async () => {
  const { tenantId } = await newTenant();
  const { name } = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
  await newUser({ memberOf: [{ tenantId, role: "support" }] });
  const asksOf = (role: "admin" | "support") =>
    withTenant(tenantId, (db) => loadAsks(db, role, findings, where));
  expect(await asksOf("admin")).toEqual([undefined, undefined, undefined]);
  expect(await asksOf("support")).toMatchObject([
    ...[undefined],
    {
      who: "administrator",
      administrators: [{ name }],
      message: { subject: "Acme: Needs integration:deploy" },
    },
    { who: "elsewhere", administrators: [{ name }], message: { subject: "Acme: Needs elsewhere" } },
  ]);
});

it("sends whoever can't change a connection to those who can, unless the fault passes by itself", async () => {
  const { tenantId } = await newTenant();
  const { name } = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
  const problem = {
    code: "p",
    sentence: "AWS denied it.",
    wayOut: "Update the stack.",
    theirWords: "arn:secret",
  };
  const askOf = (role: "admin" | "support", more: { isPassing?: true } = {}) =>
    withTenant(tenantId, (db) => loadProblemAsk(db, role, { ...problem, ...more }, where));
  expect(await askOf("admin")).toBeUndefined();
  expect(await askOf("support", { isPassing: true })).toBeUndefined();
  const ask = await askOf("support");
  expect(ask).toMatchObject({ who: "administrator", administrators: [{ name }] });
  expect(ask?.message.text).toContain("What happened: AWS denied it.\nNext step: Update the stack.");
  expect(ask?.message.text).not.toContain("secret");
});
