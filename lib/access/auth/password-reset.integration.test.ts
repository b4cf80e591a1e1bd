import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { forgetConfig } from "@/lib/kernel/config";
import type { Result } from "@/lib/kernel/result";
import { startMailServer, type TestMailServer } from "@/lib/testing/mail-server";
import { newOrigin, newSecondFactor, newSession, newTenant, newUser } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { listAudit } from "../audit/list-audit";
import { withTenant } from "../tenant/scope";
import { makeMemberResetLink } from "./members";
import { loadPasswordReset, mailResetLink, resetPassword } from "./password-reset";
import { makePersonResetLink } from "./people";
import { recoverAccount } from "./recover-account";
import { loadSessionUser } from "./session-user";
import { signIn } from "./sign-in";

const password = "correct horse battery staple";
const next = "another long password, unrelated";
const { address } = newOrigin();
let database: TestDatabase;
let mail: TestMailServer;

beforeAll(async () => {
  database = await testDatabase();
  mail = await startMailServer();
  Object.assign(process.env, {
    PATCHBAY_SMTP_URL: mail.url,
    PATCHBAY_MAIL_FROM: "Patchbay <patchbay@example.com>",
    NEXTAUTH_URL: "https://patchbay.example.com",
  });
  forgetConfig();
});
beforeEach(() => {
  mail.mails.length = 0;
});
afterAll(async () => {
  for (const name of ["PATCHBAY_SMTP_URL", "PATCHBAY_MAIL_FROM", "NEXTAUTH_URL"]) delete process.env[name];
  forgetConfig();
  await Promise.all([database.stop(), mail.stop()]);
});

const asOwner = (sql: string, values: unknown[] = []) =>
  runAsOwner(`${database.ownerUrl}?options=-c%20app.upkeep%3Don`, sql, values);

async function newAdminAndMember() {
  const { tenantId } = await newTenant();
  const admin = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
  const member = await newUser({ password, memberOf: [{ tenantId, role: "support" }] });
  return { tenantId, member, context: { tenantId, actor: { userId: admin.userId, name: admin.name } } };
}

function tokenOf(made: Result<{ path: string }>): string {
  if (!made.ok) throw new Error(made.problem.code);
  return made.value.path.replace("/reset-password/", "");
}

describe("a password reset link", () => {
  it("from an administrator sets a new password once, and ends every session", async () => {
    const { tenantId, member, context } = await newAdminAndMember();
    const { userId, email } = member;
    const claim = { userId, sessionId: await newSession(userId), sessionVersion: 1 };
    const token = tokenOf(await makeMemberResetLink(context, userId));
    expect(await loadPasswordReset(token)).toMatchObject({ email });
    expect(await loadSessionUser(claim)).toBeDefined();

    const both = await Promise.all([1, 2].map(() => resetPassword(token, next, address)));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await resetPassword(token, next, address)).toMatchObject({
      problem: { code: "reset-link-not-found" },
    });
    expect(await loadSessionUser(claim)).toBeUndefined();
    expect(await signIn({ email, password }, newOrigin())).toMatchObject({ ok: false });
    expect(await signIn({ email, password: next }, newOrigin())).toMatchObject({ ok: true });

    const { entries } = await withTenant(tenantId, (db) => listAudit(db));
    const actions = entries.map(({ action }) => action);
    expect(actions.filter((action) => !action.startsWith("session:"))).toEqual([
      "password:reset",
      "member:reset-link",
    ]);
    const stored = JSON.stringify([entries, await asOwner(`SELECT * FROM "PasswordReset"`)]);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(next);
  });

  it("ends when it expires, when another one is created, and when the account is disabled", async () => {
    const { member, context } = await newAdminAndMember();
    const [first, second] = [
      tokenOf(await makeMemberResetLink(context, member.userId)),
      tokenOf(await makeMemberResetLink(context, member.userId)),
    ];
    expect(await loadPasswordReset(first)).toBeUndefined();
    const set = (column: string) =>
      asOwner(`UPDATE "PasswordReset" SET "expiresAt" = ${column} WHERE "userId" = $1`, [member.userId]);
    await set("now()");
    expect(await resetPassword(second, next, address)).toMatchObject({ ok: false });
    await set("now() + interval '1 hour'");
    await asOwner(`UPDATE "User" SET "disabledAt" = now() WHERE "id" = $1`, [member.userId]);
    expect(await resetPassword(second, next, address)).toMatchObject({ ok: false });
  });

  it("refuses a weak password and the current one, and stays valid meanwhile", async () => {
    const { member, context } = await newAdminAndMember();
    const token = tokenOf(await makeMemberResetLink(context, member.userId));
    for (const weak of [password, "password1234", member.email]) {
      expect(await resetPassword(token, weak, address)).toMatchObject({
        problem: { code: "password-too-weak" },
      });
    }
    expect(await resetPassword(token, next, address)).toMatchObject({ ok: true });
  });

  it("leaves the second factor unchanged", async () => {
    const { member, context } = await newAdminAndMember();
    await newSecondFactor(member.userId);
    const token = tokenOf(await makeMemberResetLink(context, member.userId));
    await resetPassword(token, next, address);
    expect(await signIn({ email: member.email, password: next }, newOrigin())).toMatchObject({
      problem: { code: "sign-in-code-needed" },
    });
  });

  it("can be created only by an operator for an account used by several tenants or by an operator", async () => {
    const { context } = await newAdminAndMember();
    const other = await newTenant();
    const shared = await newUser({
      memberOf: [
        { tenantId: context.tenantId, role: "support" },
        { tenantId: other.tenantId, role: "support" },
      ],
    });
    const operator = await newUser({
      isOperator: true,
      memberOf: [{ tenantId: context.tenantId, role: "support" }],
    });
    for (const { userId } of [shared, operator]) {
      expect(await makeMemberResetLink(context, userId)).toMatchObject({
        problem: { code: "member-elsewhere" },
      });
    }
    const stranger = await newUser();
    expect(await makeMemberResetLink(context, stranger.userId)).toMatchObject({
      problem: { code: "member-not-found" },
    });
    const actor = { userId: operator.userId, name: operator.name };
    expect(await makePersonResetLink(actor, shared.userId)).toMatchObject({ ok: true });
    expect(await makePersonResetLink({ userId: shared.userId, name: "x" }, stranger.userId)).toMatchObject({
      problem: { code: "person-not-found" },
    });
  });
});

describe("a password reset from the console's machine", () => {
  it("prints a link, and removes a lost second factor when asked to", async () => {
    const { tenantId, member } = await newAdminAndMember();
    const { userId, email } = member;
    await newSecondFactor(userId);
    const signInWith = (text: string) => signIn({ email, password: text }, newOrigin());
    const made = await recoverAccount(database.ownerUrl, ` ${email.toUpperCase()} `);
    const token = made?.path.replace("/reset-password/", "") ?? "";
    expect(await resetPassword(token, next, address)).toMatchObject({ ok: true });
    expect(await signInWith(next)).toMatchObject({ problem: { code: "sign-in-code-needed" } });
    await recoverAccount(database.ownerUrl, email, { resetTwoStep: true });
    expect(await signInWith(next)).toMatchObject({ ok: true });
    const { entries } = await withTenant(tenantId, (db) => listAudit(db, { action: "member:" }));
    expect(entries).toMatchObject([
      { action: "member:reset-second-factor", actorName: "npm run account:recover", actorId: null },
      { action: "member:reset-link" },
      { action: "member:reset-link" },
    ]);
    expect(await recoverAccount(database.ownerUrl, "nobody@example.com")).toBeUndefined();
  });
});

describe("a password reset by email", () => {
  it("sends a link to the configured address, which works once", async () => {
    const { email } = await newUser({ password });
    await mailResetLink(email.toUpperCase(), newOrigin());
    expect(mail.mails).toMatchObject([{ from: "patchbay@example.com", to: email }]);
    const [, token = ""] =
      /https:\/\/patchbay\.example\.com\/reset-password\/([\w-]+)/.exec(mail.mails[0]?.text ?? "") ?? [];
    expect(await resetPassword(token, next, address)).toMatchObject({ ok: true, value: { email } });
    expect(await resetPassword(token, next, address)).toMatchObject({ ok: false });
  });

  it("sends nothing to an address without an account, or to one that is disabled or has no password", async () => {
    const disabled = await newUser({ password });
    await asOwner(`UPDATE "User" SET "disabledAt" = now() WHERE "id" = $1`, [disabled.userId]);
    const without = await newUser();
    for (const email of ["nobody@example.com", disabled.email, without.email, "no address"]) {
      await mailResetLink(email, newOrigin());
    }
    expect(mail.mails).toEqual([]);
  });

  it("is sent at most three times an hour, and to only a few accounts from one address", async () => {
    const { email } = await newUser({ password });
    for (let asked = 0; asked < 5; asked += 1) await mailResetLink(email, newOrigin());
    expect(mail.mails).toHaveLength(3);
    mail.mails.length = 0;
    const origin = newOrigin();
    for (let asked = 0; asked < 62; asked += 1) await mailResetLink(`nobody-${asked}@example.com`, origin);
    await mailResetLink((await newUser({ password })).email, origin);
    expect(mail.mails).toEqual([]);
  });

  it("that the mail server refuses is reported only in the log", async () => {
    const { email } = await newUser({ password });
    process.env.PATCHBAY_SMTP_URL = "smtp://127.0.0.1:1";
    forgetConfig();
    try {
      await expect(mailResetLink(email, newOrigin())).resolves.toBeUndefined();
    } finally {
      process.env.PATCHBAY_SMTP_URL = mail.url;
      forgetConfig();
    }
  });
});
