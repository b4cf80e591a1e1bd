import type { Page } from "@playwright/test";
import { expectAccessible } from "./harness/expect-accessible";
import { deployKoreVoice, openKoreVoice } from "./harness/kore-voice";
import { newPage } from "./harness/new-page";
import { signInAs } from "./harness/sign-in";
import { expect, newStory, type Story, test } from "./harness/story";

// What every screen has in common. Each screen in each state is looked at in accessibility.long.spec.ts.

test.describe("with an integration deployed", () => {
  let page: Page;
  let story: Story;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(180_000);
    story = await newStory();
    await deployKoreVoice(story);
    page = await newPage(browser, { viewport: { width: 1440, height: 900 } });
    await signInAs(page, story.admin, `/${story.slug}/overview`);
  });
  test.afterAll(() => page.context().close());

  test("a dialog begins at its first field or its safe answer, and keeps its answers in sight", async () => {
    await openKoreVoice(page, story);
    const main = page.getByRole("main");
    // The second click falls beside the dialog that the first one opened.
    await main.getByRole("button", { name: "Place a test call" }).dblclick();
    await expect(page.getByRole("dialog", { name: "Place a test call" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    for (const size of [
      { width: 1440, height: 900 },
      { width: 375, height: 620 },
    ]) {
      await page.setViewportSize(size);
      await main.getByRole("button", { name: "Place a test call" }).click();
      const dialog = page.getByRole("dialog", { name: "Place a test call" });
      await expect(dialog.locator("input, select").first()).toBeFocused();
      await expect(dialog.getByLabel("What goes wrong")).toBeAttached();
      await expect(dialog.getByRole("button", { name: "Call", exact: true })).toBeInViewport({ ratio: 1 });
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await main.getByRole("button", { name: "Bypass the voice agent" }).click();
      await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test("the bar at the end of a form hides no field that the keyboard comes to", async () => {
    await page.goto(`/${story.slug}/integrations/new`);
    const first = page.getByLabel("Queue after the voice agent");
    await first.focus();
    const hidden: string[] = [];
    for (let stops = 0; stops < 25; stops += 1) {
      await page.keyboard.press("Tab");
      const covered = await page.evaluate(() => {
        const at = document.activeElement;
        const bar = document.querySelector("main form button[type=submit]")?.parentElement;
        const isUnder =
          at &&
          bar &&
          at.getBoundingClientRect().bottom > bar.getBoundingClientRect().top &&
          !bar.contains(at);
        return isUnder ? at.id || at.tagName : undefined;
      });
      if (covered) hidden.push(covered);
    }
    // It was left far above: the window has moved on with the focus.
    await expect(first).not.toBeInViewport();
    expect(hidden).toEqual([]);
  });

  test("going to another screen takes the focus to its heading", async () => {
    await page.goto(`/${story.slug}/overview`);
    for (const name of ["Flows", "Integrations", "Members"]) {
      await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name }).press("Enter");
      await expect(page.getByRole("heading", { level: 1, name })).toBeFocused();
    }
    await openKoreVoice(page, story);
    await page.getByRole("link", { name: "Guide", exact: true }).press("Enter");
    await expect(page).toHaveURL(/\/guide$/);
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  });

  test("a picture is one stop of the Tab key, and arrow keys lead through its cables", async () => {
    await page.goto(`/${story.slug}/overview`);
    const cables = page.getByTestId("patch-bay").first().locator("a");
    expect(await cables.count()).toBeGreaterThan(3);
    await expect(page.getByTestId("patch-bay").first().locator('a[tabindex="0"]')).toHaveCount(1);
    await cables.first().focus();
    await page.keyboard.press("ArrowRight");
    await expect(cables.nth(1)).toBeFocused();
    await page.keyboard.press("End");
    await expect(cables.last()).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(page.getByTestId("patch-bay").first().locator(":focus")).toHaveCount(0);
  });
});

test("a narrow screen has its menu in a drawer", async ({ browser, story }) => {
  const page = await newPage(browser, { viewport: { width: 360, height: 740 } });
  await signInAs(page, story.admin, `/${story.slug}/overview`);
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(page.getByRole("dialog", { name: "Menu" })).toBeVisible();
  await expectAccessible(page);
  await page.context().close();
});

test("the whole way from the sign-in to a plan's button can be gone by keyboard", async ({ page, story }) => {
  await signInAs(page, story.admin, `/${story.slug}/overview`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  const main = page.getByRole("main");
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    if (
      await main
        .locator(":focus")
        .evaluateAll((found) => found.some((one) => /^(A|BUTTON)$/i.test(one.tagName)))
    )
      break;
  }
  await expect(main.locator(":focus")).toHaveCount(1);
});
