import { afterAll, beforeAll, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { keyRulesInput, loadKeyRules, saveKeyRules } from "@/lib/privacy/key-rules";
import type { KeyRules } from "@/lib/privacy/privacy-choices";
import { loadSights } from "@/lib/privacy/sight";
import { must } from "@/lib/testing/must";
import { newTenant, newUser } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

it("keeps a tenant's own lists for whoever opens its contacts, and writes each change into the audit log", async () => {
  const { tenantId } = await newTenant();
  const actor = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
  const save = (hidden: string[], shown: string[]) =>
    withTenant(tenantId, (db) =>
      saveKeyRules(db, { tenantId, actor }, keyRulesInput.parse({ hidden, shown })),
    );

  await save([" loyaltyId ", "", "loyaltyId"], ["zip"]);
  await save(["loyaltyId", "caseNumber"], []);

  const { sight, audit } = await withTenant(tenantId, async (db) => ({
    ...(await loadSights(db, "support", true)),
    audit: await db.auditEvent.findMany({ where: { action: "privacy:keys" }, orderBy: { id: "asc" } }),
  }));
  expect(sight).toEqual({
    phones: false,
    transcripts: false,
    keys: { hidden: ["loyaltyId", "caseNumber"], shown: [] },
  });
  expect(audit.map(({ detail }) => detail)).toEqual([
    { hidden: { added: ["loyaltyId"], removed: [] }, shown: { added: ["zip"], removed: [] } },
    { hidden: { added: ["caseNumber"], removed: [] }, shown: { added: [], removed: ["zip"] } },
  ]);
  const stranger = await newTenant();
  expect(await withTenant(stranger.tenantId, loadKeyRules)).toEqual({ hidden: [], shown: [] });
});

it("keeps a key masked that others have masked since a form was opened", async () => {
  const { tenantId } = await newTenant();
  const actor = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
  const save = (hidden: string[], basedOn: KeyRules) =>
    withTenant(tenantId, (db) => saveKeyRules(db, { tenantId, actor }, { hidden, shown: [] }, basedOn));
  const opened = { hidden: [], shown: [] };
  const stored = must(await save(["caseNumber"], opened));
  expect(await save(["loyaltyId"], opened)).toMatchObject({ problem: { code: "keys-saved-since" } });
  expect(await withTenant(tenantId, loadKeyRules)).toEqual({ hidden: ["caseNumber"], shown: [] });
  expect(await save(["caseNumber", "loyaltyId"], stored)).toMatchObject({ ok: true });
});

it.each([
  [{ hidden: ["card: 4111"], shown: [] }, "hidden", /one key per line/],
  [{ hidden: ["a".repeat(81)], shown: [] }, "hidden", /at most 80 characters/],
  [
    { hidden: Array.from({ length: 101 }, (_, index) => `k${index}`), shown: [] },
    "hidden",
    /at most 100 keys/,
  ],
  [{ hidden: ["first_name"], shown: ["First Name"] }, "shown", /also in the list of masked keys/],
  [{ hidden: ["a\u0000b"], shown: [] }, "hidden", /isn't a key/],
])("refuses what is no list of keys beside the list", (rules, field, words) => {
  const { error } = keyRulesInput.safeParse(rules);
  expect(error?.issues[0]).toMatchObject({ path: [field], message: expect.stringMatching(words) });
});
