import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** No rule of WCAG 2.2 A and AA that a program can check is broken on what is shown. */
export async function expectAccessible(page: Page): Promise<void> {
  // Scrolled, a page has a row half under its header, and a button there counts as too small.
  await page.evaluate(() => window.scrollTo(0, 0));
  const { violations } = await new AxeBuilder({ page })
    // Without a second page, which only frames of other origins need; what they show is not ours.
    .setLegacyMode(true)
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    // The development server's own badge is none of the product.
    .exclude("nextjs-portal")
    .analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`,
  );
  expect(told).toEqual([]);
}
