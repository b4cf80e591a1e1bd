import type { BrowserContext, Page } from "@playwright/test";

/** What a person's hands did: clicks of a pointer, and keys: each character of a text is one, and so is a shortcut. */
export interface Gestures {
  clicks: number;
  keys: number;
}

/** Counts on every page of the context from now on, whatever leads from one to the next. */
export async function countGestures(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const add = (name: string, count = 1) =>
      sessionStorage.setItem(name, String(Number(sessionStorage.getItem(name)) + count));
    // Not "click": a label passes its own on to its box, and Enter clicks a button. On the document: Playwright ends a
    // press at the window, and presses again, when the button moved away under it.
    document.addEventListener("pointerdown", () => add("clicks"), true);
    // By what arrives in the field; pasting is counted by its Ctrl key.
    addEventListener(
      "input",
      (event) => {
        if (!(event instanceof InputEvent) || !event.inputType || event.inputType === "insertFromPaste")
          return;
        add("keys", event.data?.length ?? 1);
      },
      true,
    );
    addEventListener("keydown", ({ key }) => key.length > 1 && add("keys"), true);
  });
}

export function readGestures(page: Page): Promise<Gestures> {
  return page.evaluate(() => ({
    clicks: Number(sessionStorage.getItem("clicks")),
    keys: Number(sessionStorage.getItem("keys")),
  }));
}

/** Since the job began. A test neither reads nor thinks, so this is the product's part of the time. */
export function readSeconds(page: Page): Promise<number> {
  return page.evaluate(() => (Date.now() - Number(sessionStorage.getItem("beganAt"))) / 1000);
}

/** What came before is not part of the job. */
export async function resetGestures(page: Page): Promise<void> {
  await page.evaluate(() => {
    sessionStorage.removeItem("clicks");
    sessionStorage.removeItem("keys");
    sessionStorage.setItem("beganAt", String(Date.now()));
  });
}
