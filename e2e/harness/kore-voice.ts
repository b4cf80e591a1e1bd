import { expect, type Page } from "@playwright/test";

const name = "Kore voice with metadata";

/** Leaves the integration deployed in the sandbox's tenant, whatever an earlier story left of it. */
export async function deployKoreVoice(page: Page): Promise<void> {
  await page.goto("/sandbox/overview");
  const first = page.getByRole("button", { name: `Plan ${name}` });
  const there = page.getByRole("main").getByRole("link", { name }).first();
  await expect(first.or(there).first()).toBeVisible();
  if (await first.isVisible()) await first.click();
  else {
    await openKoreVoice(page);
    await page.getByRole("button", { name: "Plan changes" }).click();
  }
  const deploy = page.getByRole("button", { name: /^Deploy \d+ steps?$/ });
  const done = page.getByTestId("nothing-to-do");
  await expect(deploy.or(done)).toBeVisible({ timeout: 30_000 });
  if (await done.isVisible()) return;
  await deploy.click();
  await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: 90_000 });
}

/** Takes it out of the account and of the console, so that the next story begins with nothing. */
export async function removeKoreVoice(page: Page): Promise<void> {
  await openKoreVoice(page);
  await page.getByRole("link", { name: "Remove", exact: true }).click();
  await page.getByRole("button", { name: "Plan the removal" }).click();
  await page.getByLabel(/^Type/).fill(name);
  await page.getByRole("button", { name: /^Remove \d+ steps$/ }).click();
  await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: 90_000 });
  await openKoreVoice(page);
  await page.getByRole("link", { name: "Remove", exact: true }).click();
  await page.getByRole("button", { name: /from Patchbay$/ }).click();
  await expect(page).toHaveURL(/\/integrations$/);
}

export async function openKoreVoice(page: Page): Promise<void> {
  await page.goto("/sandbox/integrations");
  await page
    .getByRole("main")
    .getByRole("link", { name: new RegExp(name) })
    .click();
  await expect(page).toHaveURL(/\/integrations\/[0-9a-f-]{36}$/);
}
