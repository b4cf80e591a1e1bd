import type { Page } from "@playwright/test";

/** By how many pixels the page is wider than its window: 0 as soon as it fits, else what it is after 60 frames. */
export function pixelsBeyond(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const beyond = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    for (let frames = 0; frames < 60 && beyond() > 0; frames += 1)
      await new Promise((done) => requestAnimationFrame(done));
    return Math.max(0, beyond());
  });
}
