import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newOrigin, newSession, newTenant, newUser } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { listAudit } from "../audit/list-audit";
import { archiveTenant, restoreTenant } from "../tenant/change-tenant";
import { resolveTenant } from "../tenant/resolve-tenant";
import { withTenant } from "../tenant/scope";
import { changePassword } from "./account";
import {
  acceptInvitation,
  inviteMember,
  listInvitations,
  loadInvitation,
  revokeInvitation,
} from "./invitations";
import { listMembers, removeMember, setMemberDisabled, setMemberRole } from "./members";
import { authOptions } from "./options";
import { endSession, loadSessionUser } from "./session-user";
import { signIn } from "./sign-in";

const password = "correct horse battery staple";
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

async function newAdmin() {
  const { tenantId, slug } = await newTenant();
  const user = await newUser({ password, memberOf: [{ tenantId, role: "admin" }] });
  return { tenantId, slug, ...user, context: { tenantId, actor: { userId: user.userId, name: user.name } } };
}

describe("signing in", () => {
  it("works with the right password in any letter case of the address, and looks the same for every wrong one", async () => {
    const { email, userId } = await newUser({ password });
    expect(await signIn({ email: email.toUpperCase(), password }, newOrigin())).toMatchObject({
      ok: true,
      value: { id: userId, sessionVersion: 1 },
    });
    const wrong = await signIn({ email, password: "wrong" }, newOrigin());
    const unknown = await signIn({ email: "nobody@example.com", password }, newOrigin());
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ ok: false, problem: { code: "sign-in-wrong" } });
  });
});

describe("a session", () => {
  const newClaim = async (userId: string) => ({
    userId,
    sessionId: await newSession(userId),
    sessionVersion: 1,
  });

  it("ends when the password changes", async () => {
    const { userId } = await newUser({ password });
    const claim = await newClaim(userId);
    expect(await loadSessionUser(claim)).toMatchObject({ id: userId });
    const next = "another long password";
    expect(await changePassword(userId, { present: "wrong", next }, newOrigin())).toMatchObject({
      ok: false,
    });
    expect(await loadSessionUser(claim)).toBeDefined();
    expect(await changePassword(userId, { present: password, next }, newOrigin())).toMatchObject({
      ok: true,
    });
    expect(await loadSessionUser(claim)).toBeUndefined();
    expect(await loadSessionUser({ ...(await newClaim(userId)), sessionVersion: 2 })).toBeDefined();
  });

  it("records the password change in the audit log of the user's tenants, without the password", async () => {
    const { userId, tenantId } = await newAdmin();
    const origin = newOrigin();
    await changePassword(userId, { present: password, next: "another long password" }, origin);
    const audited = await withTenant(tenantId, (db) => listAudit(db));
    expect(audited.entries).toMatchObject([{ action: "password:change", actorId: userId, ...origin }]);
    expect(JSON.stringify(audited)).not.toContain("another long password");
  });

  it("ends when the account is disabled, and stays ended when it is enabled again", async () => {
    const admin = await newAdmin();
    const { userId, email } = await newUser({
      password,
      memberOf: [{ tenantId: admin.tenantId, role: "support" }],
    });
    const claim = await newClaim(userId);
    expect(await setMemberDisabled(admin.context, userId, true)).toMatchObject({ ok: true });
    expect(await loadSessionUser(claim)).toBeUndefined();
    expect(await signIn({ email, password }, newOrigin())).toMatchObject({ ok: false });
    expect(await setMemberDisabled(admin.context, userId, false)).toMatchObject({ ok: true });
    expect(await loadSessionUser(claim)).toBeUndefined();
    expect(await signIn({ email, password }, newOrigin())).toMatchObject({ ok: true });
  });

  it("ends at sign-out, also for a copied cookie, and leaves the user's other sessions", async () => {
    const { userId } = await newUser({ password });
    const [one, other] = [await newClaim(userId), await newClaim(userId)];
    await endSession(one);
    await endSession(one);
    expect(await loadSessionUser(one)).toBeUndefined();
    expect(await loadSessionUser(other)).toBeDefined();
  });

  it("has no user when its cookie's claim is invalid or missing", async () => {
    const { userId } = await newUser({ password });
    const jwt = authOptions().callbacks?.jwt;
    const read = (token: object) => jwt?.({ token, user: undefined, account: null } as never);
    const sessionId = await newSession(userId);
    expect(await read({ sub: userId, sessionId, sessionVersion: 1 })).toMatchObject({
      sub: userId,
      found: { id: userId },
    });
    expect(await read({ sub: userId, sessionId, sessionVersion: 7 })).toEqual({});
    expect(await read({ sub: userId, sessionId: randomUUID(), sessionVersion: 1 })).toEqual({});
    expect(await read({ sub: userId })).toEqual({});
    expect(await read({})).toEqual({});
  });
});

describe("an invitation", () => {
  const ask = (email: string) => ({ email, role: "support" as const });
  const self = { name: "Ada", password };

  it("creates an account and a membership once, even when accepted twice at the same time", async () => {
    const admin = await newAdmin();
    const email = `${randomUUID()}@example.com`;
    const made = await inviteMember(admin.context, ask(email));
    const token = made.ok ? made.value.token : "";
    expect(await loadInvitation(token)).toMatchObject({
      email,
      role: "support",
      tenantName: "Acme",
      hasAccount: false,
    });
    const both = await Promise.all([
      acceptInvitation(token, self, newOrigin()),
      acceptInvitation(token, self, newOrigin()),
    ]);
    expect(both.filter((result) => result.ok)).toHaveLength(1);
    expect(await acceptInvitation(token, self, newOrigin())).toMatchObject({
      problem: { code: "invitation-not-found" },
    });
    const signedIn = await signIn({ email, password }, newOrigin());
    expect(await resolveTenant(signedIn.ok ? signedIn.value.id : "", admin.slug)).toMatchObject({
      role: "support",
    });
    const stored = await runAsOwner(database.ownerUrl, `SELECT 1 FROM "Invitation" WHERE "tokenHash" = $1`, [
      token,
    ]);
    expect(stored).toEqual([]);
  });

  it("ends when it expires, is revoked, or is replaced by another", async () => {
    const admin = await newAdmin();
    const email = `${randomUUID()}@example.com`;
    const first = await inviteMember(admin.context, ask(email));
    const second = await inviteMember(admin.context, ask(email));
    if (!first.ok || !second.ok) throw new Error("not invited");
    expect(await loadInvitation(first.value.token)).toBeUndefined();
    expect(await withTenant(admin.tenantId, listInvitations)).toHaveLength(1);
    expect(await revokeInvitation(admin.context, second.value.invitationId)).toMatchObject({ ok: true });
    expect(await revokeInvitation(admin.context, second.value.invitationId)).toMatchObject({
      problem: { code: "invitation-not-pending" },
    });
    expect(await acceptInvitation(second.value.token, self, newOrigin())).toMatchObject({ ok: false });

    const third = await inviteMember(admin.context, ask(email));
    const token = third.ok ? third.value.token : "";
    expect(await loadInvitation(token)).toBeDefined();
    await runAsOwner(database.ownerUrl, `UPDATE "Invitation" SET "expiresAt" = now() WHERE "email" = $1`, [
      email,
    ]);
    expect(await loadInvitation(token)).toBeUndefined();
    expect(await acceptInvitation(token, self, newOrigin())).toMatchObject({
      problem: { code: "invitation-not-found" },
    });
  });

  it("can't be accepted while the tenant is archived, not even by someone who has it open, and can again afterward", async () => {
    const admin = await newAdmin();
    const { email, userId } = await newUser({ password });
    const made = await inviteMember(admin.context, ask(email));
    const token = made.ok ? made.value.token : "";
    expect(await archiveTenant(admin.context)).toMatchObject({ ok: true });
    expect(await loadInvitation(token)).toBeUndefined();
    // The screen was opened before: the database refuses what comes from it.
    const [raced] = await runAsOwner<{ count: number }>(
      database.ownerUrl,
      `SELECT count(*)::int AS count FROM app_accept_invitation(encode(sha256($1::bytea), 'hex'), 'Ada', '', true, '')`,
      [token],
    );
    expect(raced).toEqual({ count: 0 });
    expect(await acceptInvitation(token, self, newOrigin())).toMatchObject({
      problem: { code: "invitation-not-found" },
    });
    expect(await resolveTenant(userId, admin.slug)).toBeUndefined();
    expect(await restoreTenant(admin.context)).toMatchObject({ ok: true });
    expect(await acceptInvitation(token, self, newOrigin())).toMatchObject({ ok: true });
  });

  it("lets no one in by single sign-on while the tenant is archived, and isn't used up by it", async () => {
    const admin = await newAdmin();
    const email = `${randomUUID()}@example.com`;
    expect(await inviteMember(admin.context, ask(email))).toMatchObject({ ok: true });
    const enter = () =>
      runAsOwner<{ id: string }>(
        database.ownerUrl,
        `SELECT "id" FROM app_enter_by_identity('https://id.example.com', $1, $1, 'Ada', '')`,
        [email],
      );
    expect(await archiveTenant(admin.context)).toMatchObject({ ok: true });
    expect(await enter()).toEqual([]);
    expect(await restoreTenant(admin.context)).toMatchObject({ ok: true });
    const [entered] = await enter();
    expect(await resolveTenant(entered?.id ?? "", admin.slug)).toMatchObject({ tenantId: admin.tenantId });
  });

  it("takes an existing account's password, and doesn't set one", async () => {
    const admin = await newAdmin();
    const { email } = await newUser({ password });
    const made = await inviteMember(admin.context, ask(email));
    const token = made.ok ? made.value.token : "";
    const stolen = await acceptInvitation(
      token,
      { name: "Mallory", password: "a password of another" },
      newOrigin(),
    );
    expect(stolen).toMatchObject({ problem: { code: "sign-in-wrong" } });
    expect(await acceptInvitation(token, self, newOrigin())).toMatchObject({
      ok: true,
      value: { slug: admin.slug },
    });
    expect(await inviteMember(admin.context, ask(email))).toMatchObject({
      problem: { code: "invitation-already-member" },
    });
  });
});

describe("a member", () => {
  it("loses the tenant immediately when removed; the last administrator and oneself can't be removed", async () => {
    const admin = await newAdmin();
    const other = await newUser({ memberOf: [{ tenantId: admin.tenantId, role: "admin" }] });
    const otherContext = { tenantId: admin.tenantId, actor: { userId: other.userId, name: other.name } };
    expect(await removeMember(admin.context, admin.userId)).toMatchObject({
      problem: { code: "member-is-yourself" },
    });
    const both = await Promise.all([
      setMemberRole(admin.context, other.userId, "viewer"),
      setMemberRole(otherContext, admin.userId, "viewer"),
    ]);
    expect(both.filter((result) => result.ok)).toHaveLength(1);
    const admins = (await withTenant(admin.tenantId, listMembers)).filter(
      (member) => member.role === "admin",
    );
    expect(admins).toHaveLength(1);
    const { userId, name } = await newUser({ isOperator: true });
    const operator = { tenantId: admin.tenantId, actor: { userId, name } };
    const last = admins[0]?.userId ?? "";
    expect(await removeMember(operator, last)).toMatchObject({ problem: { code: "member-last-admin" } });
    const removed = last === admin.userId ? other.userId : admin.userId;
    expect(await removeMember(operator, removed)).toMatchObject({ ok: true });
    expect(await resolveTenant(removed, admin.slug)).toBeUndefined();
  });

  it("of another tenant looks like one that doesn't exist, and can't be disabled by one tenant", async () => {
    const [admin, foreign] = [await newAdmin(), await newAdmin()];
    expect(await removeMember(admin.context, foreign.userId)).toMatchObject({
      problem: { code: "member-not-found" },
    });
    const shared = await newUser({
      memberOf: [
        { tenantId: admin.tenantId, role: "support" },
        { tenantId: foreign.tenantId, role: "support" },
      ],
    });
    expect(await setMemberDisabled(admin.context, shared.userId, true)).toMatchObject({
      problem: { code: "member-elsewhere" },
    });
  });
});
