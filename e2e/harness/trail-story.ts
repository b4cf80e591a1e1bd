import type { Browser, Locator, Page } from "@playwright/test";
import { deployKoreVoice } from "./kore-voice";
import { newPage } from "./new-page";
import { signInAs } from "./sign-in";
import { expect, type Story } from "./story";

/** Who calls in the stories of the trail, and how that is shown. */
export const caller = "+12065550123";
export const maskedCaller = "+1 206 ••• ••23";

/** The integration is deployed, and its administrator is at the contacts; the page may read what is copied. */
export async function openTrailStory(browser: Browser, story: Story): Promise<Page> {
  await deployKoreVoice(story);
  const page = await newPage(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  await signInAs(page, story.admin, `/${story.slug}/contacts`);
  return page;
}

/** A call that Kore refuses with 403. Returns the path of its trail, once the finding is there. */
async function placeRefusedCall(page: Page): Promise<string> {
  const refused = await placeCall(page, { fault: "sip-refused", code: "403" });
  await expect(page.locator("[data-finding]").first()).toContainText("403", { timeout: 30_000 });
  return refused;
}

/** The paths of a refused call's trail and of a good one's. */
export async function placeBothCalls(
  page: Page,
  { slug }: Story,
): Promise<{ refused: string; healthy: string }> {
  const refused = await placeRefusedCall(page);
  await page.goto(`/${slug}/contacts`);
  return { refused, healthy: await placeCall(page) };
}

export function rows(page: Page): Locator {
  return page.getByTestId("time-line").locator("li[data-severity]");
}

/** Every source has answered. */
export async function expectWholeTrail(page: Page): Promise<void> {
  await expect(page.locator('[data-source][data-state="ok"]').first()).toBeVisible();
  await expect(page.locator('[data-source][data-state="reading"]')).toHaveCount(0);
}

/** By the dialog of the top bar. Returns the path of the call's trail. */
export async function placeCall(page: Page, wrong: { fault?: string; code?: string } = {}): Promise<string> {
  const before = page.url();
  await page.getByRole("button", { name: "Place a test call" }).first().click();
  await fillCall(page, wrong);
  await expect(page).not.toHaveURL(before);
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

export async function fillCall(
  page: Page,
  { fault, code }: { fault?: string; code?: string },
): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Place a test call" });
  await dialog.getByLabel("Caller's number").fill(caller);
  if (fault) await dialog.getByLabel("What goes wrong").selectOption(fault);
  if (code) await dialog.getByLabel("With the status").selectOption(code);
  await dialog.getByRole("button", { name: "Call", exact: true }).click();
  await expect(dialog).toBeHidden();
}
