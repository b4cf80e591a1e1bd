import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forgetConfig } from "@/lib/kernel/config";
import {
  newOrigin,
  newSecondFactor,
  newSession,
  newSessionUser,
  newTenant,
  newUser,
} from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { putEnvironmentBack } from "@/lib/testing/put-environment-back";
import { listAudit } from "../audit/list-audit";
import { withTenant } from "../tenant/scope";
import { confirmIdentity, isConfirmed, isFresh, wayToConfirm } from "./confirm-identity";
import { requireSecondFactor, resetMemberSecondFactor } from "./members";
import {
  beginSecondFactor,
  checkSecondFactor,
  countRecoveryCodes,
  renewRecoveryCodes,
  turnOffSecondFactor,
  turnOnSecondFactor,
} from "./second-factor";
import { loadSessionUser } from "./session-user";
import { signIn } from "./sign-in";

const password = "correct horse battery staple";
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

const asOwner = (sql: string, values: unknown[] = []) =>
  runAsOwner(`${database.ownerUrl}?options=-c%20app.upkeep%3Don`, sql, values);

async function secondFactorOf(userId: string, isOperator = false) {
  const sessionId = await newSession(userId, isOperator ? "oidc" : "password");
  return (await loadSessionUser({ userId, sessionId, sessionVersion: 1 }))?.secondFactor;
}

describe("an account with a second factor", () => {
  it("signs in with the password and a code, each code once", async () => {
    const { userId, email } = await newUser({ password });
    const { nextCode } = await newSecondFactor(userId);
    expect(await signIn({ email, password }, newOrigin())).toMatchObject({
      problem: { code: "sign-in-code-needed" },
    });
    expect(await signIn({ email, password: "wrong", code: nextCode() }, newOrigin())).toMatchObject({
      problem: { code: "sign-in-wrong" },
    });
    const code = nextCode();
    expect(await signIn({ email, password, code }, newOrigin())).toMatchObject({ ok: true });
    expect(await signIn({ email, password, code }, newOrigin())).toMatchObject({
      problem: { code: "code-wrong" },
    });
  });

  it("reveals nothing about it without the password", async () => {
    const { userId, email } = await newUser({ password });
    await newSecondFactor(userId);
    const wrong = await signIn({ email, password: "wrong" }, newOrigin());
    expect(wrong).toEqual(await signIn({ email: "nobody@example.com", password }, newOrigin()));
  });

  it("accepts only one of two codes sent at the same time", async () => {
    const { userId, email } = await newUser({ password });
    const { nextCode } = await newSecondFactor(userId);
    const code = nextCode();
    const both = await Promise.all([1, 2].map(() => signIn({ email, password, code }, newOrigin())));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("accepts each recovery code once, and none from an earlier set", async () => {
    const { userId, email } = await newUser({ password });
    const { recoveryCodes } = await newSecondFactor(userId);
    const [first = "", second = ""] = recoveryCodes;
    expect(await signIn({ email, password, code: first.toUpperCase() }, newOrigin())).toMatchObject({
      ok: true,
    });
    expect(await signIn({ email, password, code: first }, newOrigin())).toMatchObject({ ok: false });
    expect(await countRecoveryCodes(userId)).toBe(9);
    const [renewed = ""] = await renewRecoveryCodes(userId);
    expect(await countRecoveryCodes(userId)).toBe(10);
    expect(await signIn({ email, password, code: second }, newOrigin())).toMatchObject({ ok: false });
    expect(await signIn({ email, password, code: renewed }, newOrigin())).toMatchObject({ ok: true });
  });

  it("makes wrong codes wait, wherever they come from, longer each time", async () => {
    const { userId, email } = await newUser({ password });
    const { nextCode } = await newSecondFactor(userId);
    for (let tried = 0; tried < 5; tried += 1) {
      expect(await signIn({ email, password, code: "000000" }, newOrigin())).toMatchObject({
        problem: { code: "code-wrong" },
      });
    }
    const code = nextCode();
    expect(await signIn({ email, password, code }, newOrigin())).toMatchObject({
      problem: { code: "sign-in-too-many", waitSeconds: expect.any(Number) },
    });
    await asOwner(
      `UPDATE "SecondFactor" SET "failedAt" = "failedAt" - interval '6 seconds' WHERE "userId" = $1`,
      [userId],
    );
    expect(await signIn({ email, password, code }, newOrigin())).toMatchObject({ ok: true });
  });

  it("stores the secret encrypted, and recovery codes as hashes", async () => {
    const { userId } = await newUser();
    const { secret } = await beginSecondFactor(userId, "ada@example.com");
    const { recoveryCodes } = await newSecondFactor(userId);
    const rows = JSON.stringify([
      await asOwner(`SELECT * FROM "SecondFactor" WHERE "userId" = $1`, [userId]),
      await asOwner(`SELECT * FROM "RecoveryCode" WHERE "userId" = $1`, [userId]),
    ]);
    expect(rows).toContain("v1.");
    for (const told of [secret, ...recoveryCodes]) {
      expect(rows).not.toContain(told);
      expect(rows).not.toContain(told.replace(/[\s-]/g, ""));
    }
  });

  it("keeps the current app until a code from the new one is verified", async () => {
    const { userId } = await newUser({ password });
    const { nextCode } = await newSecondFactor(userId);
    await beginSecondFactor(userId, "ada@example.com");
    expect(await turnOnSecondFactor(userId, "000000")).toMatchObject({ problem: { code: "code-wrong" } });
    expect(await checkSecondFactor(userId, nextCode())).toMatchObject({ ok: true });
    await turnOffSecondFactor(userId);
    expect(await countRecoveryCodes(userId)).toBe(0);
    expect(await turnOnSecondFactor(userId, "000000")).toMatchObject({
      problem: { code: "second-factor-not-begun" },
    });
  });

  it("loses it and its sessions when an administrator resets it, which a tenant can't do to an operator", async () => {
    const { tenantId } = await newTenant();
    const admin = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
    const member = await newUser({ password, memberOf: [{ tenantId, role: "support" }] });
    const operator = await newUser({ isOperator: true, memberOf: [{ tenantId, role: "support" }] });
    await newSecondFactor(member.userId);
    await newSecondFactor(operator.userId);
    const context = { tenantId, actor: { userId: admin.userId, name: admin.name } };
    const claim = { userId: member.userId, sessionId: await newSession(member.userId), sessionVersion: 1 };
    expect(await resetMemberSecondFactor(context, member.userId)).toMatchObject({ ok: true });
    expect(await loadSessionUser(claim)).toBeUndefined();
    expect(await signIn({ email: member.email, password }, newOrigin())).toMatchObject({ ok: true });
    expect(await resetMemberSecondFactor(context, operator.userId)).toMatchObject({
      problem: { code: "member-elsewhere" },
    });
    const { entries } = await withTenant(tenantId, (db) => listAudit(db));
    expect(entries).toMatchObject([{ action: "member:reset-second-factor", target: member.userId }]);
  });
});

describe("a second factor is required", () => {
  it("of no one on a single machine with only sandbox accounts", async () => {
    const { userId } = await newUser({ isOperator: true });
    expect(await secondFactorOf(userId)).toBe("off");
  });

  it("of a tenant's members once an operator says so", async () => {
    const { tenantId } = await newTenant();
    const { userId, name } = await newUser({ memberOf: [{ tenantId, role: "viewer" }] });
    const context = { tenantId, actor: { userId, name } };
    await requireSecondFactor(context, true);
    expect(await secondFactorOf(userId)).toBe("required");
    await newSecondFactor(userId);
    expect(await secondFactorOf(userId)).toBe("on");
    await turnOffSecondFactor(userId);
    await requireSecondFactor(context, false);
    expect(await secondFactorOf(userId)).toBe("off");
  });

  it.each([{ PATCHBAY_HOST: "0.0.0.0" }, { NEXTAUTH_URL: "https://patchbay.example.com" }])(
    "of operators when others can reach the console: %o",
    async (setting) => {
      const operator = await newUser({ isOperator: true });
      const other = await newUser();
      const before = { ...process.env };
      Object.assign(process.env, setting);
      forgetConfig();
      try {
        expect(await secondFactorOf(operator.userId)).toBe("required");
        expect(await secondFactorOf(other.userId)).toBe("off");
        // The company's provider asks for what it asks for.
        expect(await secondFactorOf(operator.userId, true)).toBe("off");
      } finally {
        putEnvironmentBack(before);
        forgetConfig();
      }
    },
  );

  it("of operators as soon as any tenant has a real AWS account", async () => {
    const { tenantId } = await newTenant();
    const { userId } = await newUser({ isOperator: true });
    const connect = (name: string, kind: string) =>
      asOwner(
        `INSERT INTO "Connection" ("tenantId", "id", "kind", "name", "settings", "updatedAt")
         VALUES ($1, gen_random_uuid(), 'aws', $2, $3, now())`,
        [tenantId, name, JSON.stringify({ access: { kind }, region: "us-east-1" })],
      );
    await connect("sandbox", "sandbox");
    expect(await secondFactorOf(userId)).toBe("off");
    await connect("real", "role");
    expect(await secondFactorOf(userId)).toBe("required");
    await asOwner(`DELETE FROM "Connection" WHERE "tenantId" = $1`, [tenantId]);
  });
});

describe("confirming one's identity", () => {
  it("takes the password without a second factor, and lasts for minutes in this session only", async () => {
    const { userId } = await newUser({ password });
    const [here, elsewhere] = [await newSessionUser(userId), await newSessionUser(userId)];
    expect(isConfirmed(here)).toBe(false);
    expect(isFresh(here)).toBe(true);
    expect(await wayToConfirm(here)).toBe("password");
    expect(await confirmIdentity(here, "wrong", newOrigin())).toMatchObject({
      problem: { code: "password-wrong" },
    });
    expect(await confirmIdentity(here, password, newOrigin())).toMatchObject({ ok: true });
    const again = await loadSessionUser({ userId, sessionId: here.session.id, sessionVersion: 1 });
    expect(again && isConfirmed(again)).toBe(true);
    expect(again && isConfirmed(again, Date.now() + 5 * 60_000)).toBe(false);
    const other = await loadSessionUser({ userId, sessionId: elsewhere.session.id, sessionVersion: 1 });
    expect(other && isConfirmed(other)).toBe(false);
  });

  it("takes a code, not a password, with a second factor", async () => {
    const { userId } = await newUser({ password });
    const { nextCode } = await newSecondFactor(userId);
    const user = await newSessionUser(userId);
    expect(await wayToConfirm(user)).toBe("code");
    expect(await confirmIdentity(user, password, newOrigin())).toMatchObject({
      problem: { code: "code-wrong" },
    });
    expect(await confirmIdentity(user, nextCode(), newOrigin())).toMatchObject({ ok: true });
  });
});
