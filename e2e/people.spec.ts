import { expect, test } from "@playwright/test";
import { expectAccessible } from "./harness/expect-accessible";
import { theInstallation } from "./harness/installation";
import { newPage } from "./harness/new-page";
import { newNeighbour } from "./harness/people";
import { signInAs, signInAsOwner } from "./harness/sign-in";
import { signInOverHttp } from "./harness/sign-in-over-http";

test("an operator makes a password reset link, and disables an account", async ({ page, browser }) => {
  const person = await newNeighbour();
  const guest = await newPage(browser);
  await signInAsOwner(page, `/people?find=${person.email}`);
  await page.getByRole("button", { name: /^Manage/ }).click();
  await page.getByRole("button", { name: "Create password reset link" }).click();
  const confirm = page.getByRole("dialog", { name: "Confirm your identity" });
  await confirm.getByLabel("Your password", { exact: true }).fill(theInstallation().password);
  await confirm.getByRole("button", { name: "Confirm" }).click();
  const link = new URL(await page.getByTestId("reset-link").innerText()).pathname;
  await expectAccessible(page);

  await guest.goto(link);
  await expectAccessible(guest);
  await guest.getByLabel("New password", { exact: true }).fill(person.email);
  await guest.getByRole("button", { name: "Set new password" }).click();
  await expect(guest.getByText("Don't use your name or email address")).toBeVisible();
  const password = "another long password, unrelated";
  await guest.getByLabel("New password", { exact: true }).fill(password);
  await guest.getByRole("button", { name: "Set new password" }).click();
  await expect(guest.getByText("Your password was changed")).toBeVisible();
  await signInAs(guest, { email: person.email, password }, "/account");
  await guest.goto(link);
  await expect(guest.getByRole("heading", { name: "This link doesn't work" })).toBeVisible();

  await page.goto(`/people?find=${person.email}`);
  await page.getByRole("button", { name: /^Manage/ }).click();
  await page.getByRole("button", { name: "Disable account" }).click();
  await page.getByRole("button", { name: "Disable", exact: true }).click();
  await expect(page.getByTestId("people").getByText("disabled")).toBeVisible();
  await guest.goto("/account");
  await expect(guest).toHaveURL(/\/sign-in/);
  await guest.context().close();
});

test("people is no screen of anyone but operators", async ({ request }) => {
  await signInOverHttp(request, await newNeighbour());
  expect((await request.get("/people")).status()).toBe(404);
});
