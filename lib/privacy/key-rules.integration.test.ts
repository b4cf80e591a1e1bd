import { afterAll, beforeAll, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { keyRulesInput, readKeyRules, saveKeyRules } from "@/lib/privacy/key-rules";
import { readSight } from "@/lib/privacy/sight";
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
    sight: await readSight(db, "support", true),
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
  expect(await withTenant(stranger.tenantId, readKeyRules)).toEqual({ hidden: [], shown: [] });
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
