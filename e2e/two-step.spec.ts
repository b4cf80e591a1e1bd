import { expect, type Page, test } from "@playwright/test";
import { generateSync } from "otplib";
import { expectAccessible } from "./harness/expect-accessible";
import { asOwner, newNeighbour } from "./harness/people";
import { signInAs } from "./harness/sign-in";

/** Reads the key from the screen; codes are of this half minute, then of later ones: each counts once, and is taken early. */
async function scan(page: Page): Promise<() => string> {
  await page.getByText("Can't scan it?").click();
  const secret = (await page.getByTestId("totp-secret").innerText()).replaceAll(" ", "");
  const now = Math.floor(Date.now() / 1_000);
  let steps = 0;
  return () => generateSync({ secret, epoch: now + 30 * steps++ });
}

async function submitPassword(
  page: Page,
  { email, password }: { email: string; password: string },
  path: string,
) {
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("someone turns two-step authentication on, and signs in with a code, or a recovery code", async ({
  page,
}) => {
  const person = await newNeighbour();
  await signInAs(page, person, "/account");
  await page.getByRole("button", { name: "Set up two-step authentication" }).click();
  await expect(page.getByAltText("QR code for your authenticator app")).toBeVisible();
  await expectAccessible(page);
  const nextCode = await scan(page);
  await page.getByLabel("Authentication code").fill("000000");
  await page.getByRole("button", { name: "Turn on two-step authentication" }).click();
  await expect(page.getByText("Incorrect code.")).toBeVisible();
  await page.getByLabel("Authentication code").fill(nextCode());
  await page.getByRole("button", { name: "Turn on two-step authentication" }).click();
  const codes = page.getByTestId("recovery-codes").getByRole("listitem");
  await expect(codes).toHaveCount(10);
  await expectAccessible(page);
  const recoveryCode = await codes.first().innerText();
  await page.getByRole("button", { name: "I've saved these codes" }).click();
  await expect(page.getByText("10 of 10 recovery codes left")).toBeVisible();

  for (const code of [nextCode(), recoveryCode]) {
    await page.context().clearCookies();
    await submitPassword(page, person, "/account");
    await expect(page.getByRole("heading", { name: "Two-step authentication" })).toBeVisible();
    if (code !== recoveryCode) await expectAccessible(page);
    await page.getByLabel("Authentication code").fill(code);
    await page.getByRole("button", { name: "Verify" }).click();
    await expect(page).toHaveURL(/\/account/);
  }
  await expect(page.getByText("9 of 10 recovery codes left")).toBeVisible();
});

test("an operator who requires it of a tenant is asked first", async ({ page }) => {
  const person = await newNeighbour();
  await asOwner(`UPDATE "User" SET "isOperator" = true WHERE "id" = $1`, [person.userId]);
  await signInAs(page, person, `/${person.slug}/members`);
  await page.getByRole("button", { name: "Require" }).click();
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByText("optional", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Require" }).click();
  await page.getByRole("group").getByRole("button", { name: "Require" }).click();
  await expect(page.getByRole("heading", { name: "Set up two-step authentication" })).toBeVisible();
});

test("a tenant that requires it lets no one do anything before it is set up", async ({ page }) => {
  const person = await newNeighbour();
  await asOwner(`UPDATE "Tenant" SET "requiresSecondFactor" = true WHERE "slug" = $1`, [person.slug]);
  await submitPassword(page, person, `/${person.slug}/members`);
  await expect(page).toHaveURL(/\/two-step/);
  await expectAccessible(page);
  await page.goto(`/${person.slug}/overview`);
  await expect(page).toHaveURL(/\/two-step/);
  expect((await page.request.get(`/api/${person.slug}/launch-stack`)).status()).toBe(404);

  await page.getByRole("button", { name: "Set up" }).click();
  const nextCode = await scan(page);
  await page.getByLabel("Authentication code").fill(nextCode());
  await page.getByRole("button", { name: "Turn on two-step authentication" }).click();
  await page.getByRole("button", { name: "I've saved these codes" }).click();
  await expect(page).toHaveURL(`/${person.slug}/overview`);
  await expect(page.getByRole("navigation", { name: "Screens" })).toBeVisible();
});
