import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { expectAccessible } from "./harness/expect-accessible";
import { deployKoreVoice } from "./harness/kore-voice";
import { newPage } from "./harness/new-page";
import { signInAs } from "./harness/sign-in";
import { expect, type Story, test } from "./harness/story";

const contact = randomUUID();
const box = (page: Page) => page.getByRole("combobox", { name: "Go to" });
const option = (page: Page, name: string | RegExp) => page.getByRole("option", { name });
const settled = (page: Page) => page.waitForLoadState("networkidle");

/** A page listens to keys once its scripts have begun. */
async function openPalette(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(box(page)).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

/** Told as one story. */
test.describe
  .serial("the palette", () => {
    let page: Page;
    let story: Story;

    test.beforeAll(async ({ browser, story: own }) => {
      test.setTimeout(150_000);
      story = own;
      await tellSandbox(story.sandbox, "POST", "contacts", {
        contacts: [{ id: contact, channel: "VOICE", initiatedAt: Date.now() - 3_600_000 }],
      });
      await deployKoreVoice(story);
      page = await newPage(browser);
      await signInAs(page, story.admin, `/${story.slug}/overview`);
    });
    test.afterAll(() => page.context().close());

    test("names the keys that this computer's keyboard has", async ({ browser }) => {
      const button = (of: Page) => of.getByRole("button", { name: /^Contact ID, integration, page/ });
      await expect(button(page)).toHaveText(/Ctrl K$/);
      const userAgent = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15";
      const mac = await newPage(browser, { userAgent });
      await signInAs(mac, story.admin, `/${story.slug}/overview`);
      await expect(button(mac)).toHaveText(/⌘K$/);
      await mac.context().close();
    });

    test("keeps Enter right after a paste while its scripts are still on their way", async () => {
      await page.goto(`/${story.slug}/members`);
      await settled(page);
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const scripts = /\/_next\/static\/.*\.js/;
      await page.route(scripts, async (route) => {
        await released;
        await route.continue();
      });
      await page.keyboard.press("Control+k");
      await page.keyboard.insertText(contact);
      await page.keyboard.press("Enter");
      await expect(page.getByLabel("Go to").locator("input")).toHaveValue(contact);
      release();
      await expect(page).toHaveURL(new RegExp(`/contacts/${contact}$`));
      await page.unroute(scripts);
    });

    test("works when it is opened at once after Escape", async () => {
      await page.goto(`/${story.slug}/members`);
      await openPalette(page);
      for (let time = 0; time < 5; time++) {
        await page.keyboard.press("Escape");
        await page.keyboard.press("Control+k");
      }
      await page.keyboard.insertText("audit log");
      await expect(option(page, /Audit log/)).toBeVisible();
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/\/audit$/);
    });

    test("finds an integration and its tabs by name, and a flow of the instance", async () => {
      await openPalette(page);
      await box(page).fill("kore voice");
      await expect(page.getByRole("option").first()).toContainText("Kore voice with metadata");
      await expect(page.getByRole("option").first()).toContainText("Integration");
      await expectAccessible(page);
      await box(page).fill("guide kore");
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/\/integrations\/[0-9a-f-]+\/guide$/);
      await openPalette(page);
      await box(page).fill("sample inbound");
      await expect(option(page, /Sample inbound flow/)).toBeVisible();
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/\/flows\/[0-9a-f-]+/);
    });

    test("offers the contacts that were opened lately", async () => {
      await openPalette(page);
      await expect(option(page, new RegExp(contact))).toContainText("Recently opened");
      await page.keyboard.press("Escape");
    });

    test("opens a test call and the bypass's question, and makes a plan", async () => {
      await openPalette(page);
      await box(page).fill("test call");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog", { name: "Place a test call" })).toBeVisible();
      await page.keyboard.press("Escape");

      await openPalette(page);
      await box(page).fill("bypass kore");
      await option(page, /Bypass the voice agent/).click();
      const bypass = page.getByRole("dialog", { name: "Bypass the voice agent" });
      await expect(bypass).toContainText("go straight to the queue");
      await expectAccessible(page);
      await bypass.getByRole("button", { name: "Cancel" }).click();
      await expect(page.getByTestId("bypass-banner")).toHaveCount(0);

      await openPalette(page);
      await box(page).fill("plan changes kore");
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/\/plans\/[0-9a-f-]+$/, { timeout: 30_000 });
    });

    test("says so when there is nothing of the name, without an empty list", async () => {
      await openPalette(page);
      await box(page).fill("zebra crossing");
      await expect(page.getByText("Nothing here has this name.")).toBeVisible();
      await expect(page.getByRole("listbox")).toHaveCount(0);
      await expectAccessible(page);
      await page.keyboard.press("Escape");
    });

    test("hands a caller's number to the search, and to no address", async () => {
      await openPalette(page);
      await box(page).fill("+1 206 555 0177");
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/\/contacts$/);
      await expect(page.getByRole("search").getByRole("textbox").first()).toHaveValue("+1 206 555 0177");
      expect(page.url()).not.toContain("555");
    });

    test("lists the keys on a question mark, unless somebody is typing one", async () => {
      await page.getByRole("search").getByRole("textbox").first().fill("");
      await page.keyboard.type("?");
      await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toHaveCount(0);
      await page.getByRole("heading", { level: 1 }).click();
      await page.keyboard.type("?");
      const keys = page.getByRole("dialog", { name: "Keyboard shortcuts" });
      await expect(keys).toContainText("Next failure");
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(keys).toHaveCount(0);
    });
  });
