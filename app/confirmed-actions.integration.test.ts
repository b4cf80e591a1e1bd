import { afterAll, beforeAll, expect, it, vi } from "vitest";
import * as integrations from "@/app/(console)/[tenant]/integrations/actions";
import * as members from "@/app/(console)/[tenant]/members/actions";
import * as people from "@/app/(operator)/people/actions";
import { confirm } from "@/app/confirm-identity/actions";
import * as twoStep from "@/app/two-step-setup/actions";
import { loadSessionUser, type SessionUser } from "@/lib/access/auth/session-user";
import { asTenantId } from "@/lib/kernel/ids";
import { newSecondFactor, newSessionUser, newTenant, newUser } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";

/** Who is signed in; all else is asked of the real database. */
const signedIn = vi.hoisted(() => ({ user: undefined as unknown }));
vi.mock("@/lib/access/auth/session", () => ({ currentUser: async () => signedIn.user }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));
vi.mock("next/cache", () => ({ refresh: () => undefined, revalidatePath: () => undefined }));

const password = "correct horse battery staple";
let database: TestDatabase;
let slug = "";
let tenantId = asTenantId("");

beforeAll(async () => {
  database = await testDatabase();
  ({ slug, tenantId } = await newTenant());
});
afterAll(() => database?.stop());

async function signInNew({ isOperator = false } = {}): Promise<SessionUser> {
  const { userId } = await newUser({ password, isOperator, memberOf: [{ tenantId, role: "admin" }] });
  const user = await newSessionUser(userId);
  signedIn.user = user;
  return user;
}

/** As the next request finds it. */
async function requestAgain({ id: userId, session }: SessionUser): Promise<void> {
  signedIn.user = await loadSessionUser({ userId, sessionId: session.id, sessionVersion: session.version });
}

/** All that shows a secret, changes the second factor, or changes another person's account beyond the tenant. */
const guarded: [string, () => Promise<unknown>][] = [
  ["reveal a secret", () => integrations.reveal(slug, {} as never)],
  ["make a member's reset link", () => members.makeResetLink(slug, {} as never)],
  ["reset a member's second factor", () => members.resetSecondFactor(slug, {} as never)],
  ["make anybody's reset link", () => people.makeResetLink({} as never)],
  ["reset anybody's second factor", () => people.resetSecondFactor({} as never)],
  ["disable anybody", () => people.setDisabled({} as never)],
  ["turn one's own second factor off", () => twoStep.turnOff({} as never)],
  ["get new recovery codes", () => twoStep.renewCodes({} as never)],
];
const confirmationAsked = { ok: false, problem: { code: "confirm-identity" } };

it.each(guarded)("asks for the password again to %s, and then not for a while", async (_what, act) => {
  const user = await signInNew({ isOperator: true });
  expect(await act()).toMatchObject(confirmationAsked);
  expect(await confirm({ answer: "wrong" })).toMatchObject({ problem: { code: "password-wrong" } });
  await requestAgain(user);
  expect(await act()).toMatchObject(confirmationAsked);
  expect(await confirm({ answer: password })).toMatchObject({ ok: true });
  await requestAgain(user);
  // What follows is about the input, which is empty.
  expect(await act()).toMatchObject({ problem: { code: "input-invalid" } });
});

it("adds a second factor right after sign-in, later only with confirmation, and replaces one only with confirmation", async () => {
  const user = await signInNew();
  expect(await twoStep.begin(undefined)).toMatchObject({ ok: true });
  const startedAt = Date.now() - 6 * 60_000;
  signedIn.user = { ...user, session: { ...user.session, startedAt } };
  expect(await twoStep.begin(undefined)).toMatchObject(confirmationAsked);
  await newSecondFactor(user.id);
  await requestAgain(user);
  expect(await twoStep.begin(undefined)).toMatchObject(confirmationAsked);
});

it("allows nothing but setting up a second factor while one is required", async () => {
  const user = await signInNew({ isOperator: true });
  signedIn.user = { ...user, secondFactor: "required" };
  const required = { ok: false, problem: { code: "second-factor-required" } };
  expect(await members.invite(slug, { email: "ada@example.com", role: "viewer" })).toMatchObject(required);
  expect(await people.setDisabled({ userId: user.id, disabled: true })).toMatchObject(required);
  expect(await twoStep.begin(undefined)).toMatchObject({ ok: true });
});

it("lets only an operator require a second factor for a tenant's members", async () => {
  await signInNew();
  expect(await members.setRequirement(slug, { required: true })).toMatchObject({
    problem: { code: "not-permitted" },
  });
  await signInNew({ isOperator: true });
  expect(await members.setRequirement(slug, { required: true })).toMatchObject({ ok: true });
  expect(await members.setRequirement(slug, { required: false })).toMatchObject({ ok: true });
});
