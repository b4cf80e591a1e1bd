import type { Page } from "@playwright/test";
import { expectAccessible } from "./harness/expect-accessible";
import { deployKoreVoice, openKoreVoice } from "./harness/kore-voice";
import { newPage } from "./harness/new-page";
import { signInAs } from "./harness/sign-in";
import { expect, type Story, test } from "./harness/story";

const name = "Kore voice with metadata";

/** Told as one story, with a call before, during and after; in a tenant and an account of its own. */
test.describe
  .serial("the bypass", () => {
    let page: Page;
    let story: Story;

    test.beforeAll(async ({ browser, story: own }) => {
      story = own;
      page = await newPage(browser);
      await deployKoreVoice(story);
      await signInAs(page, story.admin, `/${story.slug}/integrations`);
      await openKoreVoice(page, story);
    });
    test.afterAll(() => page.context().close());

    test("is off at first: a call talks to the voice agent", async () => {
      await expectCallToReachAgentThrough(page, { voiceAgent: true });
    });

    test("says what callers will notice, and can be left as it is", async () => {
      await page.goto(`/${story.slug}/overview`);
      await page.getByRole("main").getByRole("button", { name: "Bypass the voice agent" }).click();
      const dialog = page.getByRole("dialog", { name: "Bypass the voice agent" });
      await expect(dialog).toContainText("go straight to the queue");
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Cancel" }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByTestId("bypass-banner")).toHaveCount(0);
    });

    test("shows loudly that it is on, on every screen, and draws the cable around the voice agent", async () => {
      await page.getByRole("main").getByRole("button", { name: "Bypass the voice agent" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Turn on bypass" }).click();
      const banner = page.getByTestId("bypass-banner");
      await expect(banner).toContainText("The voice agent is bypassed");
      await expect(banner).toContainText("by Owner");
      const picture = page.getByTestId("patch-bay");
      await expect(picture.locator('[data-cable="queue"]')).toHaveAttribute("data-bypass", "around");
      await expect(picture.locator('[data-cable="sip"]')).toHaveAttribute("data-bypass", "loose");
      await expectAccessible(page);
      await page.goto(`/${story.slug}/members`);
      await expect(banner).toBeVisible();
    });

    test("sends a call past the voice agent, and a new plan finds nothing to do", async () => {
      await openKoreVoice(page, story);
      await expectCallToReachAgentThrough(page, { voiceAgent: false });
      await openKoreVoice(page, story);
      await page.getByRole("button", { name: "Plan changes" }).click();
      await expect(page.getByTestId("nothing-to-do")).toBeVisible({ timeout: 30_000 });
    });

    test("goes back with one click, and calls talk to the voice agent again", async () => {
      const banner = page.getByTestId("bypass-banner");
      await banner.getByRole("button", { name: "Turn off bypass" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Turn off bypass" }).click();
      await expect(banner).toHaveCount(0);
      await openKoreVoice(page, story);
      await expectCallToReachAgentThrough(page, { voiceAgent: true });
    });

    test("is told in the audit log, and its flow's versions are kept", async () => {
      await page.goto(`/${story.slug}/audit?action=bypass:`);
      const turns = page.getByRole("row").filter({ hasText: /Turned (on|off) the bypass/ });
      await expect(turns).toHaveCount(2);
      await page.goto(`/${story.slug}/flows`);
      await page
        .getByTestId("flows")
        .getByRole("link", { name: /TransfertoKore/ })
        .click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("TransfertoKore");
      await page.getByRole("link", { name: "Versions" }).click();
      await expect(page.getByTestId("versions").getByRole("listitem")).toHaveCount(3);
      await expect(page.getByText("live", { exact: true })).toHaveCount(1);
    });

    test("leaves nothing behind once the integration is removed and forgotten", async () => {
      await openKoreVoice(page, story);
      await page.getByRole("link", { name: "Remove", exact: true }).click();
      await page.getByRole("button", { name: "Plan the removal" }).click();
      await page.getByLabel(/^Type/).fill(name);
      await page.getByRole("button", { name: /^Remove \d+ steps$/ }).click();
      await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: 90_000 });
      await openKoreVoice(page, story);
      await page.getByRole("link", { name: "Remove", exact: true }).click();
      await page.getByRole("button", { name: `Remove ${name} from Patchbay` }).click();
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await expect(page.getByRole("main")).toContainText("No integrations yet");
    });
  });

async function expectCallToReachAgentThrough(
  page: Page,
  { voiceAgent }: { voiceAgent: boolean },
): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: "Place a test call" }).click();
  const dialog = page.getByRole("dialog", { name: "Place a test call" });
  await dialog.getByRole("button", { name: "Call", exact: true }).click();
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}/);
  const hops = page.getByTestId("hops");
  await expect(hops.locator('[data-hop="agent"]')).toHaveAttribute("data-state", "good", { timeout: 45_000 });
  await expect(hops.locator('[data-hop="kore"]')).toHaveCount(voiceAgent ? 1 : 0);
  await expect(hops.locator('[data-hop="sip"]')).toHaveCount(voiceAgent ? 1 : 0);
}
