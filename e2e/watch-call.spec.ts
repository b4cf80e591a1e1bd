import type { Locator, Page } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { transferScriptText } from "../lib/vendors/kore/kore-voice/kore-side";
import { expectAccessible } from "./harness/expect-accessible";
import { theInstallation } from "./harness/installation";
import { openKoreVoice } from "./harness/kore-voice";
import { expect, type Story, test } from "./harness/story";
import { caller, fillCall, openTrailStory } from "./harness/trail-story";

/** An administrator waits for a call and sees it come. */
test.describe
  .serial("a watched call", () => {
    let page: Page;
    let story: Story;

    test.beforeAll(async ({ browser, story: own }) => {
      test.setTimeout(180_000);
      story = own;
      page = await openTrailStory(browser, story);
    });
    test.afterAll(() => page.context().close());

    test("is watched as it comes: each hop is ticked, and what is wrong stands at its hop", async () => {
      await openKoreVoice(page, story);
      await expect(page).toHaveTitle("Kore voice with metadata · Story · Patchbay");
      await page.getByRole("link", { name: "Guide" }).click();
      await expect(page).toHaveTitle("Guide · Kore voice with metadata · Story · Patchbay");
      await page.locator('[data-row="KV-16"]').getByRole("link", { name: "Watch a call" }).click();
      await expect(page.getByTestId("number-to-dial")).toHaveText(/^\+1 \d{3} 555 01\d\d$/);
      await expect(page.getByTestId("watch-status")).toContainText("Waiting");
      await expectAccessible(page);
      const watch = page.getByTestId("watch");
      await watch.getByRole("button", { name: "Place a test call" }).click();
      await fillCall(page, { fault: "sip-refused", code: "404" });
      const track = page.getByTestId("hop-track");
      for (const hop of ["number", "flow", "queue", "agent"]) {
        await expect(track.locator(`[data-hop="${hop}"]`)).toHaveAttribute("data-state", "good", {
          timeout: 40_000,
        });
      }
      const sip = track.locator('[data-hop="sip"]');
      await expect(sip).toHaveAttribute("data-state", "bad");
      await expect(sip.locator('[data-finding="transfer-failed"]')).toContainText("Next:");
      await expect(watch).not.toContainText(caller);
      // Which hop failed, and the way to its trail.
      await expect(watch.locator("[data-result]")).toHaveText("Not verified: failed at SIP.", {
        timeout: 30_000,
      });
      await expect(watch.getByRole("link", { name: "See what happened" })).toHaveAttribute(
        "href",
        /\/contacts\/[0-9a-f-]{36}$/,
      );
      await expectAccessible(page);
      await page.getByRole("link", { name: "Open trail" }).click();
      await expect(page.locator('[data-finding="transfer-failed"]')).toBeVisible();
    });

    test("is watched until someone stops it, and can be watched again", async () => {
      await openKoreVoice(page, story);
      await page.getByRole("link", { name: "Watch a call" }).click();
      await page.getByRole("button", { name: "Stop watching" }).click();
      await expect(page.getByTestId("watch")).toHaveAttribute("data-stage", "stopped");
      await page.getByRole("button", { name: "Watch again" }).click();
      await expect(page.getByTestId("watch-status")).toContainText("Waiting");
    });

    /** The call has set the bot up as the guide says: what a check reads back is what a person would have done. */
    test("leaves a bot whose export the guide's check compares with what it gives", async () => {
      await openKoreVoice(page, story);
      await page.getByRole("link", { name: "Guide", exact: true }).click();
      await checkGuide(page, "KM-21", "published");
      for (const row of ["KM-18", "KM-21", "KM-22", "KM-23", "KP-04"])
        await expect(checkOf(page, row)).toContainText("As given");
      await expect(checkOf(page, "KM-21")).toContainText("published as given");
      await expectAccessible(page);

      await changeInKore(story, { transferScript: transferScriptText.replace("var wanted", "var sought") });
      await checkGuide(page, "KM-21", "changed");
      const changed = checkOf(page, "KM-21");
      await changed.getByText("Difference").click();
      const difference = changed.getByRole("listitem").filter({ hasText: "Missing or changed: var wanted" });
      await expect(difference).toBeVisible();
      await expect(checkOf(page, "KM-18")).toContainText("As given");
      // The codes of the guides' ledger are ours, and mean nothing to anyone else.
      await expect(page.getByText(/\b(KV|KM|KP)-\d\d\b/)).toHaveCount(0);
      await expectAccessible(page);
    });

    test("leaves a URL in the bot that Patchbay sets again, after a question", async () => {
      const url = page.locator('[data-row="KP-04"]');
      await expect(url).toContainText("has this tenant's URL");
      const [, name = ""] = /(\w+) has this tenant's URL/.exec(await url.innerText()) ?? [];
      await changeInKore(story, { variables: [{ key: name, value: "https://elsewhere.example" }] });
      await checkGuide(page, "KP-04", "changed");
      await url.getByRole("button", { name: "Set the URL in Kore" }).click();
      await expect(url.getByText("Set the URL's variable in the bot?")).toBeVisible();
      await expect(url.getByRole("button", { name: "Cancel" })).toBeFocused();
      await expectAccessible(page);
      await url.getByRole("button", { name: "Set the URL in Kore" }).click();
      // It also names the secured variable that an export can't show.
      const outcome = new RegExp(`^${name} was set\\. .*_TOKEN.* Publish the bot to make it live\\.$`);
      await expect(url.getByText(outcome)).toBeFocused();
      await checkGuide(page, "KP-04", "published");
    });
  });

/** By the guide's button, until it says this of a row of which it said something else before. */
async function checkGuide(page: Page, row: string, code: string): Promise<void> {
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await expect(checkOf(page, row)).toHaveAttribute("data-check", code, { timeout: 30_000 });
}

function checkOf(page: Page, row: string): Locator {
  return page.locator(`[data-row="${row}"] [data-check]`);
}

/** As somebody who works in the bot does: changed there, and published. */
async function changeInKore({ sandbox, account }: Story, content: object): Promise<void> {
  const { botId } = account.vendors.kore ?? {};
  const bot = `${theInstallation().sandbox.vendorUrls.kore}/_sandbox/bots/${botId}`;
  await tellSandbox(sandbox, "PUT", `${bot}/latest`, content);
  await tellSandbox(sandbox, "POST", `${bot}/publish`);
}
