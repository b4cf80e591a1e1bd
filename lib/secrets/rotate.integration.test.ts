import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { beginSecondFactor, checkSecondFactor } from "@/lib/access/auth/second-factor";
import { withTenant } from "@/lib/access/tenant/scope";
import { forgetConfig, type KeyRing } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";
import { rotateSecrets } from "@/lib/secrets/rotate";
import { openSecret, placeOf, sealSecret } from "@/lib/secrets/seal";
import { newSecondFactor, newTenant, newUser } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());
afterEach(() =>
  runAsOwner(`${database.ownerUrl}?options=-c%20app.upkeep%3Don`, `TRUNCATE "Tenant", "User" CASCADE`),
);

describe("rotating the keys", () => {
  it("re-encrypts every tenant's secrets with the current key, after which the old key is useless", async () => {
    const k1 = randomBytes(32).toString("base64");
    const k2 = randomBytes(32).toString("base64");
    const old: KeyRing = { current: "k1", keys: { k1 } };
    const both: KeyRing = { current: "k2", keys: { k1, k2 } };
    const rows: { tenantId: TenantId; id: string }[] = [];
    for (const plain of ["one", "two"]) {
      const { tenantId } = await newTenant();
      const { id } = await withTenant(tenantId, async (db) => {
        const made = await db.connection.create({
          data: { tenantId, kind: "acme", name: "k", settings: {} },
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

  it("re-encrypts people's second factors too", async () => {
    const k1 = randomBytes(32).toString("base64");
    const k2 = randomBytes(32).toString("base64");
    const putRing = (ring: KeyRing) => {
      process.env.PATCHBAY_KEY_RING = JSON.stringify(ring);
      forgetConfig();
    };
    const given = process.env.PATCHBAY_KEY_RING ?? "";
    try {
      putRing({ current: "k1", keys: { k1 } });
      const { userId } = await newUser();
      const { nextCode } = await newSecondFactor(userId);
      await beginSecondFactor(userId, "ada@example.com");
      expect(await rotateSecrets(database.ownerUrl, { current: "k2", keys: { k1, k2 } })).toEqual({
        rotated: 2,
      });
      putRing({ current: "k2", keys: { k2 } });
      expect(await checkSecondFactor(userId, nextCode())).toMatchObject({ ok: true });
    } finally {
      process.env.PATCHBAY_KEY_RING = given;
      forgetConfig();
    }
  });
});
