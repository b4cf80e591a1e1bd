import { expect, type Page, test } from "@playwright/test";
import { type Look, listViolations, twoLooks } from "./list-violations";

/** What programs find on these addresses, each with its address. */
export async function lookAtAll(
  page: Page,
  addresses: readonly string[],
  looks: readonly Look[] = twoLooks,
): Promise<string[]> {
  const found: string[] = [];
  for (const address of addresses) {
    await test.step(address, async () => {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      await expect(page.locator("main .skeleton")).toHaveCount(0, { timeout: 30_000 });
      found.push(...(await listViolations(page, looks)).map((violation) => `${address}: ${violation}`));
    });
  }
  return found;
}
