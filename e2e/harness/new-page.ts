import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { awaitScripts } from "./await-scripts";

/** A page in a context of its own, as an incognito window is: browser.newPage() can't have a second page beside it. */
export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  awaitScripts(page);
  return page;
}
