import { expect, test } from "@playwright/test";
import { theInstallation } from "./harness/installation";
import { newPerson } from "./harness/people";
import { signInOnScreen } from "./harness/sign-in";

test("a stranger is asked to sign in, whatever screen they ask for", async ({ page }) => {
  await page.goto("/sandbox/integrations");
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("a wrong password is refused without saying whether the address is known", async ({ page }) => {
  const known = await newPerson();
  await page.goto("/sign-in");
  for (const email of [known.email, `nobody-${known.email}`]) {
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("Incorrect email address or password.")).toBeVisible();
  }
});

test("the first user signs in with what the start printed, and finds the seeded tenant", async ({ page }) => {
  await signInOnScreen(page, theInstallation(), "/sandbox/overview");
  await expect(page).toHaveURL(/\/sandbox\/overview/);
  await expect(page.getByText("Sandbox").first()).toBeVisible();
});
