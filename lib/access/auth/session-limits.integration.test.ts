import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { forgetConfig } from "@/lib/kernel/config";
import { newSession, newSessionUser, newTenant, newUser } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { removeMember, setMemberRole } from "./members";
import { loadSessionUser, touchSession } from "./session-user";
import { stillMay } from "./still-may";

let database: TestDatabase;
const given = { ...process.env };

beforeAll(async () => {
  database = await testDatabase();
  Object.assign(process.env, { PATCHBAY_SESSION_IDLE_MINUTES: "30", PATCHBAY_SESSION_HOURS: "12" });
  forgetConfig();
});
afterEach(forgetConfig);
afterAll(async () => {
  process.env.PATCHBAY_SESSION_IDLE_MINUTES = given.PATCHBAY_SESSION_IDLE_MINUTES;
  process.env.PATCHBAY_SESSION_HOURS = given.PATCHBAY_SESSION_HOURS;
  await database.stop();
});

async function newClaim() {
  const { userId } = await newUser();
  return { userId, sessionId: await newSession(userId), sessionVersion: 1 };
}

/** Lets a session have begun, or been used, so many minutes earlier. */
const age = (sessionId: string, column: "startedAt" | "lastSeenAt", minutes: number) =>
  runAsOwner(
    `${database.ownerUrl}?options=-c%20app.upkeep%3Don`,
    `UPDATE "Session" SET "${column}" = now() - make_interval(mins => $2) WHERE "id" = $1`,
    [sessionId, minutes],
  );

describe("a session", () => {
  it("ends when it hasn't been used for the idle time", async () => {
    const claim = await newClaim();
    await age(claim.sessionId, "lastSeenAt", 29);
    expect(await loadSessionUser(claim)).toBeDefined();
    await age(claim.sessionId, "lastSeenAt", 31);
    expect(await loadSessionUser(claim)).toBeUndefined();
  });

  it("continues while it is used, until the maximum time since its sign-in", async () => {
    const claim = await newClaim();
    await age(claim.sessionId, "lastSeenAt", 29);
    const user = await loadSessionUser(claim);
    if (user) await touchSession(user);
    const seen = (await loadSessionUser(claim))?.session.lastSeenAt ?? 0;
    expect(Date.now() - seen).toBeLessThan(60_000);
    await age(claim.sessionId, "startedAt", 12 * 60 - 1);
    expect(await loadSessionUser(claim)).toBeDefined();
    await age(claim.sessionId, "startedAt", 12 * 60 + 1);
    expect(await loadSessionUser(claim)).toBeUndefined();
  });

  it("that was never started isn't valid, whatever its cookie says", async () => {
    const claim = await newClaim();
    expect(await loadSessionUser({ ...claim, sessionId: claim.userId })).toBeUndefined();
    const other = await newClaim();
    expect(await loadSessionUser({ ...claim, sessionId: other.sessionId })).toBeUndefined();
  });
});

describe("what a stream was opened for", () => {
  async function newReader() {
    const { tenantId, slug } = await newTenant();
    const admin = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
    const { userId } = await newUser({ memberOf: [{ tenantId, role: "support" }] });
    const user = await newSessionUser(userId);
    const context = { tenantId, actor: { userId: admin.userId, name: admin.name } };
    const may = (permission: "tenant:read" | "contact:read") =>
      stillMay({ user, slug, tenantId }, permission);
    return { user, context, may };
  }

  it("is no longer allowed for a removed member", async () => {
    const { user, context, may } = await newReader();
    expect(await may("contact:read")).toBe(true);
    await removeMember(context, user.id);
    expect(await may("contact:read")).toBe(false);
  });

  it("is no longer allowed when the role changed", async () => {
    const { user, context, may } = await newReader();
    await setMemberRole(context, user.id, "viewer");
    expect(await may("contact:read")).toBe(false);
    expect(await may("tenant:read")).toBe(true);
  });

  it("is no longer allowed when the session has expired", async () => {
    const { user, may } = await newReader();
    await age(user.session.id, "lastSeenAt", 31);
    expect(await may("tenant:read")).toBe(false);
  });
});
