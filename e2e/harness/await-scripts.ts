import type { Page } from "@playwright/test";

const known = new WeakSet<Page>();

/**
 * From here on, what `goto` and `reload` open has its scripts attached when they return: a press before that is lost, which
 * a person repeats, and a test doesn't. Not where `waitUntil` is given: those look at what is there earlier.
 */
export function awaitScripts(page: Page): void {
  if (known.has(page)) return;
  known.add(page);
  const open = { goto: page.goto.bind(page), reload: page.reload.bind(page) };
  page.goto = async (url, options) => {
    const response = await open.goto(url, options);
    if (!options?.waitUntil) await scriptsAttached(page);
    return response;
  };
  page.reload = async (options) => {
    const response = await open.reload(options);
    if (!options?.waitUntil) await scriptsAttached(page);
    return response;
  };
}

/** Or goes on after ten seconds: what is missing then is the test's to say. */
async function scriptsAttached(page: Page): Promise<void> {
  await page
    .waitForFunction(
      () =>
        // Absent where scripts are off, and on pages that aren't the console's.
        !("__next_f" in window) ||
        [...document.querySelectorAll("button, input, select, textarea")].every((element) =>
          Object.keys(element).some((key) => key.startsWith("__reactProps$")),
        ),
      undefined,
      { timeout: 10_000 },
    )
    .catch(() => undefined);
}
