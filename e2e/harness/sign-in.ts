import { expect, type Page } from "@playwright/test";
import { theInstallation } from "./installation";

/** Signs in as the first user and waits until the console has let them in. */
export async function signInAsOwner(page: Page, path = "/"): Promise<void> {
  const { email, password } = theInstallation();
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}
