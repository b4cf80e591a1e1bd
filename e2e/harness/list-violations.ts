import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { pixelsBeyond } from "./pixels-beyond";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What else there is to find in other colors only. */
const colorRules = ["color-contrast", "link-in-text-block"];
const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };
/** Where a page must still need no sideways scrolling: 1280 px at 400 %. */
const narrowestWidth = 320;

export interface Look {
  size: typeof wide;
  colorScheme: "light" | "dark";
  /** Only what depends on colors: the rest was looked at in the other theme. */
  isForColors?: boolean;
}

/** Everything wide and narrow, and what colors can do in the other theme. */
export const fourLooks: readonly Look[] = [
  { size: wide, colorScheme: "light" },
  { size: wide, colorScheme: "dark", isForColors: true },
  { size: narrow, colorScheme: "light" },
  { size: narrow, colorScheme: "dark", isForColors: true },
];
/** Each theme and each size once, the dark one narrow. */
export const twoLooks: readonly Look[] = [
  { size: wide, colorScheme: "light" },
  { size: narrow, colorScheme: "dark" },
];

/**
 * What a program can find wrong with the page as it is: in both themes, wide and as on a phone; a page that needs sideways
 * scrolling, or has no title, is told too. Leaves the page wide and light.
 */
export async function listViolations(page: Page, looks: readonly Look[]): Promise<string[]> {
  const found = new Set<string>();
  for (const { size, colorScheme, isForColors } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    // Scrolled, a page has a row half under its header, and a button there counts as too small.
    await page.evaluate(() => window.scrollTo(0, 0));
    // Legacy: without a second page for each look, which only frames of other origins need.
    const builder = new AxeBuilder({ page }).setLegacyMode(true);
    const { violations } = await (isForColors
      ? builder.withRules(colorRules)
      : builder.withTags(tags)
    ).analyze();
    for (const { id, nodes } of violations)
      for (const { target } of nodes) found.add(`${id}: ${target.join(" ")}`);
  }
  for (const width of [narrow.width, narrowestWidth]) {
    await page.setViewportSize({ ...narrow, width });
    const beyond = await pixelsBeyond(page);
    if (beyond > 0) found.add(`${beyond} px wider than a screen of ${width} px`);
  }
  if ((await page.title()) === "") found.add("no title");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(wide);
  return [...found];
}
