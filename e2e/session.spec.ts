import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { asOwner, newNeighbour, newPerson } from "./harness/people";
import { newRunningDeployment } from "./harness/running-deployment";
import { signInOverHttp, signOutOverHttp } from "./harness/sign-in-over-http";

// The real route of sign-in and sign-out, as any program can call it.

test("a wrong password gives an error and no session", async ({ request }) => {
  const person = await newNeighbour();
  const { answer, error } = await signInOverHttp(request, { ...person, password: "not the password" });
  expect(answer.status()).toBe(401);
  expect(error).toBe("CredentialsSignin");
  await expectSignedOut(request);
});

test("without the token against forged requests no one is signed in", async ({ request }) => {
  const { email, password } = await newNeighbour();
  await request.post("/api/auth/callback/credentials", {
    form: { email, password, callbackUrl: "/", json: "true" },
    maxRedirects: 0,
  });
  await expectSignedOut(request);
});

test("after too many failures even the right password has to wait, and the screen says how long", async ({
  page,
}) => {
  const person = await newPerson();
  for (let failure = 0; failure < 5; failure += 1) {
    const { error } = await signInOverHttp(page.request, { ...person, password: `wrong ${failure}` });
    expect(error).toBe("CredentialsSignin");
  }
  expect((await signInOverHttp(page.request, person)).error).toMatch(/^sign-in-too-many:[1-5]$/);
  // More of the same: the wait then outlasts a slow machine.
  await asOwner(
    `INSERT INTO "SignInAttempt" ("emailHash", "address", "succeeded")
     SELECT "emailHash", "address", false FROM generate_series(1, 5),
       (SELECT * FROM "SignInAttempt" ORDER BY "id" DESC LIMIT 1) latest`,
    [],
  );
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(
    page.getByText(/^Too many failed attempts\. Try again in \d+ (second|minute)s?\.$/),
  ).toBeVisible();
});

test("the session of someone whose account is disabled ends at once", async ({ request }) => {
  const person = await newNeighbour();
  await signInOverHttp(request, person);
  await expectSignedIn(request, person.slug);
  await asOwner(`UPDATE "User" SET "disabledAt" = now() WHERE "id" = $1`, [person.userId]);
  await expectSignedOut(request);
  expect((await signInOverHttp(request, person)).error).toBe("CredentialsSignin");
});

test("signing out ends the session also for a copy of its cookie", async ({
  request,
  playwright,
  baseURL,
}) => {
  const person = await newNeighbour();
  await signInOverHttp(request, person);
  const copy = await playwright.request.newContext({
    baseURL: baseURL ?? "",
    storageState: await request.storageState(),
  });
  await expectSignedIn(copy, person.slug);
  await signOutOverHttp(request);
  await expectSignedOut(request);
  await expectSignedOut(copy);
  await copy.dispose();
});

test("a screen that is left open goes away within a minute of the session's end, and not before", async ({
  page,
}) => {
  const person = await newNeighbour();
  await page.clock.install();
  await signInOverHttp(page.request, person);
  await page.goto(`/${person.slug}/overview`);
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  // The page counts its minutes once its scripts have begun.
  await expect(async () => {
    const asked = page.waitForResponse((answer) => answer.url().endsWith("/api/session"), { timeout: 2_000 });
    await page.clock.fastForward("01:00");
    expect(await (await asked).json()).toEqual({ signedIn: true });
  }).toPass();
  await expect(page).toHaveURL(/overview/);
  await asOwner(`DELETE FROM "Session" WHERE "userId" = $1`, [person.userId]);
  await page.clock.fastForward("01:00");
  await expect(page).toHaveURL(`/sign-in?next=%2F${person.slug}%2Foverview`);
  await expect(page.getByLabel("Email")).toBeVisible();
});

/** Somebody has filled in a field, and not saved it. */
async function beginForm(page: Page) {
  const person = await newNeighbour();
  await signInOverHttp(page.request, person);
  await page.goto(`/${person.slug}/privacy`);
  await page.getByLabel("Also mask").fill("loyaltyNumber");
  return person;
}

for (const [end, happens] of [
  ["is ended elsewhere", (_page: Page, userId: string) => endSessions(userId)],
  ["has run out in the browser", (page: Page) => page.context().clearCookies()],
] as const)
  test(`a form whose session ${end} keeps what was entered, and is saved after signing in again`, async ({
    page,
  }) => {
    const person = await beginForm(page);
    await happens(page, person.userId);
    await page.getByRole("button", { name: "Save" }).click();
    const notice = page.getByRole("alert").filter({ hasText: "You're signed out. Nothing was changed." });
    await expect(notice.getByRole("link", { name: /^Sign in/ })).toHaveAttribute("target", "_blank");
    await expect(page.getByLabel("Also mask")).toHaveValue("loyaltyNumber");
    await signInOverHttp(page.request, person);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  });

test("a form with unsaved changes isn't taken away when the session has ended, and says so", async ({
  page,
}) => {
  const person = await beginForm(page);
  await endSessions(person.userId);
  const notice = page.getByRole("alert").filter({ hasText: "You're signed out." });
  // The page listens once its scripts have begun.
  await expect(async () => {
    await comeBack(page);
    await expect(notice).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByLabel("Also mask")).toHaveValue("loyaltyNumber");
  await signInOverHttp(page.request, person);
  await comeBack(page);
  await expect(notice).toBeHidden();
});

test("an open stream of someone who was removed ends within seconds, and doesn't open again", async ({
  request,
}) => {
  const person = await newNeighbour();
  const deploymentId = await newRunningDeployment(person.slug);
  await signInOverHttp(request, person);
  const events = `/api/${person.slug}/deployments/${deploymentId}/events`;
  // It answers when the stream has ended, which by itself would be in five minutes.
  const answer = request.get(events, { timeout: 20_000 });
  await asOwner(`SELECT pg_sleep(1)`, []);
  await asOwner(`DELETE FROM "Membership" WHERE "userId" = $1`, [person.userId]);
  expect(await (await answer).text()).toContain("event: run");
  expect((await request.get(events)).status()).toBe(404);
});

test("a sign-in is in the tenant's audit log with the socket's address, whatever the caller says of it", async ({
  playwright,
  baseURL,
}) => {
  const person = await newNeighbour();
  const forging = await playwright.request.newContext({
    baseURL: baseURL ?? "",
    extraHTTPHeaders: { "x-forwarded-for": "203.0.113.9" },
  });
  expect((await signInOverHttp(forging, person)).error).toBeNull();
  await forging.dispose();
  const events = await asOwner<{ action: string; address: string }>(
    `SELECT "action", "address" FROM "AuditEvent" WHERE "actorId" = $1`,
    [person.userId],
  );
  expect(events).toEqual([
    { action: "session:sign-in", address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) },
  ]);
});

async function endSessions(userId: string): Promise<void> {
  await asOwner(`DELETE FROM "Session" WHERE "userId" = $1`, [userId]);
}

/** To the tab, from another one. */
function comeBack(page: Page): Promise<boolean> {
  return page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}

async function expectSignedIn(request: APIRequestContext, slug: string): Promise<void> {
  const session = (await (await request.get("/api/auth/session")).json()) as { user?: unknown };
  expect(session.user).toBeTruthy();
  const screen = await request.get(`/${slug}/overview`, { maxRedirects: 0 });
  expect(screen.status()).toBe(200);
}

async function expectSignedOut(request: APIRequestContext): Promise<void> {
  const session = (await (await request.get("/api/auth/session")).json()) as { user?: unknown };
  expect(session.user).toBeUndefined();
  const screen = await request.get("/account");
  expect(screen.url()).toContain("/sign-in");
}
