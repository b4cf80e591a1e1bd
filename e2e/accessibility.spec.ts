import { expect, test } from "@playwright/test";
import { expectAccessible } from "./harness/expect-accessible";
import { newPage } from "./harness/new-page";
import { signInAsOwner } from "./harness/sign-in";

const screens = [
  "/sandbox/overview",
  "/sandbox/integrations",
  "/sandbox/integrations/new",
  "/sandbox/contacts",
  "/sandbox/connections",
  "/sandbox/connections/new?kind=aws",
  "/sandbox/connections/new?kind=kore",
  "/sandbox/members",
  "/sandbox/audit",
  "/fleet",
  "/fleet/events",
];

for (const colorScheme of ["light", "dark"] as const) {
  test(`every screen keeps to WCAG 2.2 AA in the ${colorScheme} theme`, async ({ browser }) => {
    // A dozen screens, each looked at by a program that takes its time on a busy machine.
    test.slow();
    const page = await newPage(browser, { colorScheme });
    await page.goto("/sign-in");
    await expectAccessible(page);
    await signInAsOwner(page, "/sandbox/overview");
    for (const screen of screens) {
      await test.step(screen, async () => {
        await page.goto(screen);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expectAccessible(page);
      });
    }
    await page.context().close();
  });
}

test("a narrow screen needs no sideways scrolling, and has its menu in a drawer", async ({ browser }) => {
  test.slow();
  const page = await newPage(browser, { viewport: { width: 360, height: 740 } });
  await signInAsOwner(page, "/sandbox/overview");
  for (const screen of screens) {
    await test.step(screen, async () => {
      await page.goto(screen);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(page.getByRole("dialog", { name: "Menu" })).toBeVisible();
  await expectAccessible(page);
  await page.context().close();
});

test("the whole way from the sign-in to a plan's button can be gone by keyboard", async ({ page }) => {
  await signInAsOwner(page, "/sandbox/overview");
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
