import { expect, type Page } from "@playwright/test";
import { awaitScripts } from "./await-scripts";
import { theInstallation } from "./installation";
import { signInOverHttp } from "./sign-in-over-http";

interface Credentials {
  email: string;
  password: string;
}

/** Signs in as the screen does, without the screen, and opens `path`. */
export async function signInAs(page: Page, { email, password }: Credentials, path = "/"): Promise<void> {
  awaitScripts(page);
  expect((await signInOverHttp(page.request, { email, password })).error).toBeNull();
  await page.goto(path);
}

/** Signs in on the screen and waits until the console has let them in. */
export async function signInOnScreen(
  page: Page,
  { email, password }: Credentials,
  path = "/",
): Promise<void> {
  awaitScripts(page);
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** The first user, an operator. */
export function signInAsOwner(page: Page, path = "/"): Promise<void> {
  return signInAs(page, theInstallation(), path);
}
