import type { Page } from "@playwright/test";
import { expectAccessible } from "./harness/expect-accessible";
import { openKoreVoice } from "./harness/kore-voice";
import { newPage } from "./harness/new-page";
import { signInAs } from "./harness/sign-in";
import { expect, type Story, test } from "./harness/story";

const posted = { intent: "change booking", booking: 48213, mood: 0.5 };

/** Told as one story: each part needs what the one before it left. */
test.describe
  .serial("the main job", () => {
    let page: Page;
    let story: Story;

    test.beforeAll(async ({ browser, story: own }) => {
      story = own;
      page = await newPage(browser);
      await signInAs(page, story.admin, `/${story.slug}/overview`);
    });
    test.afterAll(() => page.context().close());

    test("begins with a picture in which nothing is proven, and one button to a plan", async () => {
      await expect(page.getByTestId("patch-bay").locator("[data-cable]").first()).toHaveAttribute(
        "data-state",
        "unknown",
      );
      await page.getByRole("button", { name: "Plan Kore voice with metadata" }).click();
      await expect(page).toHaveURL(/\/plans\//);
      await expect(page.locator('[data-action="create"]').first()).toBeVisible();
      await expect(page.getByText("starts a charge").first()).toBeVisible();
      await expectAccessible(page);
    });

    test("deploys what was approved, step by step, and a reload loses nothing", async () => {
      await page.getByRole("button", { name: /^Deploy \d+ steps$/ }).click();
      await expect(page).toHaveURL(/\/runs\//);
      await page.reload();
      await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: 90_000 });
      await expect(page.locator('[data-step][data-state="done"]')).toHaveCount(
        await page.locator("[data-step]").count(),
      );
      await expectAccessible(page);
    });

    test("places a test call and shows every hop on its trail", async () => {
      await page.getByRole("main").getByRole("button", { name: "Place a test call" }).click();
      const dialog = page.getByRole("dialog", { name: "Place a test call" });
      await dialog.getByLabel("What Kore posts before the transfer").fill(JSON.stringify(posted));
      await dialog.getByRole("button", { name: "Call", exact: true }).click();
      await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}/);
      const hops = page.getByTestId("hops");
      for (const hop of ["number", "flow", "sip", "kore", "store", "retrieve", "queue", "agent"]) {
        await expect(hops.locator(`[data-hop="${hop}"]`)).toHaveAttribute("data-state", "good", {
          timeout: 45_000,
        });
      }
      await expect(page.locator('[data-source][data-state="failed"]')).toHaveCount(0);
      await expect(page.locator('[data-panel="Contact attributes"]')).toContainText("change booking");
      await expectAccessible(page);
    });

    test("colors the cables by that call, each a way to its evidence", async () => {
      const contact = new URL(page.url()).pathname;
      await page.goto(`/${story.slug}/overview`);
      const cable = page.getByTestId("patch-bay").locator('[data-cable="sip"]');
      await expect(cable).toHaveAttribute("data-state", "good");
      await expect(cable).toHaveAttribute("href", contact);
    });

    test("lists the contact, and finds it by its id from anywhere", async () => {
      await page.goto(`/${story.slug}/contacts`);
      const row = page.getByTestId("contacts").getByRole("link").first();
      await expect(row).toBeVisible();
      const id = (await row.getAttribute("href"))?.split("/").at(-1) ?? "";
      await page.goto(`/${story.slug}/members`);
      const box = page.getByRole("combobox", { name: "Go to" });
      // A page listens to keys once its scripts have begun.
      await expect(async () => {
        await page.keyboard.press("Control+k");
        await expect(box).toBeVisible({ timeout: 2_000 });
      }).toPass();
      await box.fill(id.toUpperCase());
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(new RegExp(`/contacts/${id}`));
    });

    test("plans again and finds nothing to do", async () => {
      await openKoreVoice(page, story);
      await page.getByRole("button", { name: "Plan changes" }).click();
      await expect(page.getByTestId("nothing-to-do")).toBeVisible({ timeout: 30_000 });
    });

    test("shows in the guide what that call has proven, with the call", async () => {
      await openKoreVoice(page, story);
      await page.getByRole("link", { name: "Guide" }).click();
      const step = page.locator('[data-row="KV-14"]');
      await expect(step).toContainText("Proven by call");
      await expect(step.getByRole("checkbox")).toHaveCount(0);
      await expect(step.getByText("DID number", { exact: true })).toBeHidden();
      await step.getByText("Values").click();
      await expect(step.getByText("DID number", { exact: true })).toBeVisible();
      await expectAccessible(page);
    });

    test("removes everything again, once the name is typed", async () => {
      await openKoreVoice(page, story);
      await page.getByRole("link", { name: "Remove", exact: true }).click();
      await page.getByRole("button", { name: "Plan the removal" }).click();
      const remove = page.getByRole("button", { name: /^Remove \d+ steps$/ });
      await expect(remove).toBeDisabled();
      await page.getByLabel(/^Type/).fill("Kore voice with metadata");
      await remove.click();
      await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: 90_000 });
      await openKoreVoice(page, story);
      await expect(page.getByText("Nothing is deployed")).toBeVisible();
    });
  });
