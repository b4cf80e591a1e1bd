import { randomBytes, randomUUID } from "node:crypto";
import type { JWT } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET as livenessRoute } from "@/app/healthz/route";
import { GET as readinessRoute } from "@/app/readyz/route";
import { authOptions } from "@/lib/access/auth/options";
import { forgetReadiness, readReadiness } from "@/lib/health/readiness";
import { closeDatabaseWatch, isDatabaseUp, waitForDatabase } from "@/lib/health/watch-database";
import { forgetConfig } from "@/lib/kernel/config";
import { placeOf, sealSecret } from "@/lib/secrets/seal";
import { newSession, newTenant, newUser } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { until } from "@/lib/testing/until";

const password = "correct horse battery staple";
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ ownServer: true });
});
afterAll(() => database.stop());
beforeEach(forgetReadiness);

/** As next-auth calls it for a request with this cookie. */
function readToken(token: JWT): Promise<JWT> {
  const jwt = authOptions().callbacks?.jwt;
  if (!jwt) throw new Error("no jwt callback");
  return Promise.resolve(jwt({ token, user: undefined as never, account: null }));
}

/** What the sign-in screen is told: next-auth hands on the message of what `authorize` throws. */
async function failureOfSignIn(email: string): Promise<string> {
  const provider = authOptions().providers[0];
  if (provider?.type !== "credentials") throw new Error("no sign-in by password");
  const options = provider.options as typeof provider;
  try {
    const user = await options.authorize({ email, password }, { headers: {} });
    return user ? "signed in" : "refused";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const untilSeenAway = () => until("it is seen to be away", async () => !(await isDatabaseUp()));

describe("while the database is unavailable", () => {
  it("nobody is taken for signed out, no one reads its words, and everything goes on once it is back", async () => {
    const { tenantId } = await newTenant();
    const { userId, email } = await newUser({ password, memberOf: [{ tenantId, role: "support" }] });
    const sessionId = await newSession(userId);
    const claim: JWT = { sub: userId, sessionId, sessionVersion: 1 };
    expect(await readToken(claim)).toMatchObject({ sub: userId, found: { email } });

    await database.goAway();
    try {
      const [kept, failure] = await Promise.all([readToken(claim), failureOfSignIn(email)]);
      expect(kept).toEqual({ ...claim, isUnchecked: true });
      expect(failure).toBe("database-away");
      expect(await waitForDatabase()).toBe(false);
      expect(await readReadiness()).toEqual({ ready: false, reasons: ["database-away"] });
      // A process that lives isn't restarted for its database's sake.
      expect(livenessRoute().status).toBe(200);

      await database.comeBack();
      await until("the database is available again", isDatabaseUp);
      // Also of the token that was kept meanwhile, and without the mark.
      expect(await readToken(kept)).toEqual({
        ...claim,
        found: expect.objectContaining({ email, isOperator: false }),
      });
      expect(await failureOfSignIn(email)).toBe("signed in");
    } finally {
      await database.comeBack();
    }
  });

  it("refuses immediately when it has been unavailable for long, however many requests arrive", async () => {
    await database.goAway();
    try {
      await untilSeenAway();
      await waitForDatabase();
      const began = Date.now();
      const answers = await Promise.all(Array.from({ length: 200 }, () => waitForDatabase()));
      expect(new Set(answers)).toEqual(new Set([false]));
      expect(Date.now() - began).toBeLessThan(2_500);
    } finally {
      await database.comeBack();
    }
    await until("the database is available again", isDatabaseUp);
  });

  it("waits for a database that is only restarting", async () => {
    expect(await waitForDatabase()).toBe(true);
    await database.goAway();
    await untilSeenAway();
    const waiting = waitForDatabase(60_000);
    await database.comeBack();
    expect(await waiting).toBe(true);
  });
});

describe("a console is ready", () => {
  it("when its database responds and every migration is applied", async () => {
    const answer = await readinessRoute();
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ready: true, reasons: [] });
  });

  it("not while one of its own migrations is missing, but also when the database has a newer one", async () => {
    const rename = (from: string, to: string) =>
      runAsOwner(
        database.ownerUrl,
        `UPDATE "_prisma_migrations" SET "migration_name" = $2 WHERE "migration_name" = $1`,
        [from, to],
      );
    await rename("20261121010001_contact_notes", "29990101000000_newer");
    forgetReadiness();
    const answer = await readinessRoute();
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ ready: false, reasons: ["migrations-missing"] });
    await rename("29990101000000_newer", "20261121010001_contact_notes");
    await runAsOwner(
      database.ownerUrl,
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
       VALUES ('newer', '', '29990101000000_newer', now(), 1)`,
    );
    forgetReadiness();
    expect(await readReadiness()).toEqual({ ready: true, reasons: [] });
  });

  it("not when its key ring can't decrypt what is stored", async () => {
    const { tenantId } = await newTenant();
    const id = randomUUID();
    const place = placeOf("Connection", tenantId, id, "clientSecret");
    const insert = (secrets: object) =>
      runAsOwner(
        database.ownerUrl,
        `WITH upkeep AS MATERIALIZED (SELECT set_config('app.upkeep', 'on', false))
         INSERT INTO "Connection" ("tenantId", "id", "kind", "name", "settings", "secrets", "updatedAt")
         SELECT $1, $2, 'acme', 'Acme', '{}', $3, now() FROM upkeep`,
        [tenantId, id, JSON.stringify(secrets)],
      );
    await insert({ clientSecret: sealSecret("a secret", place) });
    expect(await readReadiness()).toEqual({ ready: true, reasons: [] });

    const own = process.env.PATCHBAY_KEY_RING;
    process.env.PATCHBAY_KEY_RING = JSON.stringify({
      current: "k1",
      keys: { k1: randomBytes(32).toString("base64") },
    });
    forgetConfig();
    forgetReadiness();
    expect(await readReadiness()).toEqual({ ready: false, reasons: ["key-ring-cannot-open"] });
    process.env.PATCHBAY_KEY_RING = own;
    forgetConfig();
    await closeDatabaseWatch();
  });
});
