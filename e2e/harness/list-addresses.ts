import type { Page } from "@playwright/test";

declare global {
  interface Window {
    /** Next's own router, as its App Router leaves it for such uses. */
    next: { router: { replace(href: string): void } };
    addressesSeen?: string[];
  }
}

/** From now on: every address that the page's entry has had, however shortly. */
export async function listAddresses(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    window.addressesSeen = seen;
    window.navigation.addEventListener("navigate", ({ destination }) => seen.push(destination.url));
  });
  return () => page.evaluate(() => window.addressesSeen ?? []);
}
