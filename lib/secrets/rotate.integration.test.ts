import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KeyRing } from "@/lib/config";
import { rotateSecrets } from "@/lib/secrets/rotate";
import { openSecret, placeOf, sealSecret } from "@/lib/secrets/seal";
import { withTenant } from "@/lib/tenant/scope";
import { newTenant } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

describe("rotating the keys", () => {
  it("brings every tenant's secrets under the current key, after which the old key is of no use", async () => {
    const k1 = randomBytes(32).toString("base64");
    const k2 = randomBytes(32).toString("base64");
    const old: KeyRing = { current: "k1", keys: { k1 } };
    const both: KeyRing = { current: "k2", keys: { k1, k2 } };
    const rows: { tenantId: string; id: string }[] = [];
    for (const plain of ["one", "two"]) {
      const { tenantId } = await newTenant();
      const { id } = await withTenant(tenantId, async (db) => {
        const made = await db.connection.create({
          data: { tenantId, kind: "kore", name: "k", settings: {} },
        });
        const place = placeOf("Connection", tenantId, made.id, "clientSecret");
        return db.connection.update({
          where: { tenantId_id: { tenantId, id: made.id } },
          data: { secrets: { clientSecret: sealSecret(plain, place, old) } },
        });
      });
      rows.push({ tenantId, id });
    }
    expect(await rotateSecrets(database.ownerUrl, both)).toEqual({ rotated: 2 });
    expect(await rotateSecrets(database.ownerUrl, both)).toEqual({ rotated: 0 });
    const opened = await Promise.all(
      rows.map(({ tenantId, id }) =>
        withTenant(tenantId, async (db) => {
          const row = await db.connection.findUniqueOrThrow({ where: { tenantId_id: { tenantId, id } } });
          const { clientSecret } = row.secrets as { clientSecret: string };
          return openSecret(clientSecret, placeOf("Connection", tenantId, id, "clientSecret"), {
            current: "k2",
            keys: { k2 },
          });
        }),
      ),
    );
    expect(opened).toEqual(["one", "two"]);
  });
});
