import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newOrigin, newSecondFactor, newSession, newTenant, newUser } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { listAudit } from "../audit/list-audit";
import { withTenant } from "../tenant/scope";
import { setMemberDisabled } from "./members";
import { listPeople, resetPersonSecondFactor, setPersonDisabled } from "./people";
import { loadSessionUser } from "./session-user";
import { signIn } from "./sign-in";

const password = "correct horse battery staple";
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

const asOwner = <Row extends object>(sql: string, values: unknown[] = []) =>
  runAsOwner<Row & Record<string, unknown>>(`${database.ownerUrl}?options=-c%20app.upkeep%3Don`, sql, values);

async function newOperator() {
  const { userId, name, email } = await newUser({ password, isOperator: true });
  return { userId, name, email };
}

describe("an operator", () => {
  it("disables a person in several tenants: sessions end, and each tenant's audit log says so", async () => {
    const operator = await newOperator();
    const [one, two] = [await newTenant(), await newTenant()];
    const person = await newUser({
      password,
      memberOf: [
        { tenantId: one.tenantId, role: "admin" },
        { tenantId: two.tenantId, role: "support" },
      ],
    });
    const claim = { userId: person.userId, sessionId: await newSession(person.userId), sessionVersion: 1 };
    expect(await setPersonDisabled(operator, person.userId, true)).toMatchObject({ ok: true });
    expect(await loadSessionUser(claim)).toBeUndefined();
    expect(await signIn({ email: person.email, password }, newOrigin())).toMatchObject({ ok: false });
    for (const { tenantId } of [one, two]) {
      const { entries } = await withTenant(tenantId, (db) => listAudit(db, { action: "member:" }));
      expect(entries).toMatchObject([
        { action: "member:disable", target: person.userId, actorId: operator.userId },
      ]);
    }
    const fleet = await asOwner(`SELECT "why" FROM "FleetEvent" WHERE "actorId" = $1`, [operator.userId]);
    expect(fleet).toEqual([{ why: `member:disable ${person.userId}` }]);
    expect(await setPersonDisabled(operator, person.userId, false)).toMatchObject({ ok: true });
    expect(await signIn({ email: person.email, password }, newOrigin())).toMatchObject({ ok: true });
  });

  it("disables another operator, but not themselves or the last one; of two at the same time, one succeeds", async () => {
    const [one, two] = [await newOperator(), await newOperator()];
    expect(await setPersonDisabled(one, one.userId, true)).toMatchObject({
      problem: { code: "person-is-yourself" },
    });
    const both = await Promise.all([
      setPersonDisabled(one, two.userId, true),
      setPersonDisabled(two, one.userId, true),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const [left, gone] = both[0]?.ok ? [one, two] : [two, one];
    expect(await signIn({ email: left.email, password }, newOrigin())).toMatchObject({ ok: true });
    expect(await setPersonDisabled(gone, left.userId, true)).toMatchObject({
      problem: { code: "person-not-found" },
    });
  });

  it("disables permanently: a tenant's administrator can't enable the account again", async () => {
    const operator = await newOperator();
    const { tenantId } = await newTenant();
    const admin = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
    const member = await newUser({ memberOf: [{ tenantId, role: "support" }] });
    const context = { tenantId, actor: { userId: admin.userId, name: admin.name } };
    await setPersonDisabled(operator, member.userId, true);
    expect(await setMemberDisabled(context, member.userId, false)).toMatchObject({
      problem: { code: "member-elsewhere" },
    });
    await setPersonDisabled(operator, member.userId, false);
    expect(await setMemberDisabled(context, member.userId, true)).toMatchObject({ ok: true });
    expect(await setMemberDisabled(context, member.userId, false)).toMatchObject({ ok: true });
  });

  it("finds everyone by part of their name or address, with their tenants and authentication", async () => {
    const operator = await newOperator();
    const { tenantId, slug } = await newTenant();
    const person = await newUser({ memberOf: [{ tenantId, role: "viewer" }] });
    await newSecondFactor(person.userId);
    const found = await listPeople(operator, { text: person.email.slice(0, 12).toUpperCase() });
    expect(found).toMatchObject({
      total: 1,
      next: undefined,
      people: [{ userId: person.userId, hasSecondFactor: true, isDisabled: false, tenants: [{ slug }] }],
    });
    expect(await resetPersonSecondFactor(operator, person.userId)).toMatchObject({ ok: true });
    const everybody = await listPeople(operator, {});
    expect(everybody.people.length).toBe(Math.min(50, everybody.total));
  });

  it("is the only one who can: everyone else finds no accounts", async () => {
    const { tenantId } = await newTenant();
    const admin = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
    const person = await newUser();
    const nobody = { problem: { code: "person-not-found" } };
    expect(await setPersonDisabled(admin, person.userId, true)).toMatchObject(nobody);
    expect(await resetPersonSecondFactor(admin, person.userId)).toMatchObject(nobody);
    expect(await setPersonDisabled(await newOperator(), "no id", true)).toMatchObject(nobody);
    await expect(listPeople(admin, {})).rejects.toThrow();
  });
});
