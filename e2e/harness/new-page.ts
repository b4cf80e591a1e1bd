import type { Browser, BrowserContextOptions, Page } from "@playwright/test";

/** A page in a context of its own, as an incognito window is: browser.newPage() can't have a second page beside it. */
export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  return context.newPage();
}
