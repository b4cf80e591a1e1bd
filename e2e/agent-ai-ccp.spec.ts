import type { Page } from "@playwright/test";
import { expectAccessible } from "./harness/expect-accessible";
import {
  beginIntegration,
  callIntegration,
  checkConnection,
  deployPlan,
  expectGoodTrail,
  expectNothingToDo,
  openIntegration,
  planIntegration,
  removeFromAccount,
  saveIntegration,
} from "./harness/integration-story";
import { listViolations, twoLooks } from "./harness/list-violations";
import { newPage } from "./harness/new-page";
import { signInAs } from "./harness/sign-in";
import { expect, type Story, test } from "./harness/story";

const title = "Agent AI on the Contact Control Panel";
const talk = { lines: [{ speaker: "customer", text: "I'd like to change my booking." }] };

/** Told as one story: each part needs what the one before it left. */
test.describe
  .serial("Agent AI on the Contact Control Panel", () => {
    let page: Page;
    let story: Story;
    /** The number that the integration claims for itself. */
    let claimed: string;

    test.beforeAll(async ({ browser, story: own }) => {
      story = own;
      page = await newPage(browser);
      await signInAs(page, story.admin, `/${story.slug}/connections`);
    });
    test.afterAll(() => page.context().close());

    test("needs the Kore connection, whose credentials are proven", () =>
      checkConnection(page, { name: /Sandbox voice agent/, check: "kore-api" }));

    test("is set up with a queue and a number, and nothing else to type", async () => {
      await beginIntegration(page, story, title);
      await page.getByLabel("Queue", { exact: true }).selectOption({ label: "BasicQueue" });
      await page.getByLabel(`What ${story.numbers.free} is for`).selectOption("test");
      await expect(page.getByLabel("Transcription starts")).toHaveValue("whisper");
      await expect(page.getByLabel("Use Kore's hosted page")).not.toBeChecked();
      await expectAccessible(page);
      await saveIntegration(page);
    });

    test("shows beside its settings what it costs and what the widget gets", async () => {
      await page.getByRole("link", { name: "Settings", exact: true }).last().click();
      const costs = page.locator("#cost-estimate");
      await costs.getByLabel("Wait in the queue").fill("20");
      await expect(costs.getByRole("row", { name: /Credentials left/ })).toContainText("60 min");
      await expect(costs.getByRole("row", { name: /Credentials left/ })).toContainText("40 min");
      await costs.getByText("Prices behind the estimate").click();
      const price = costs.getByLabel("Agent AI", { exact: true });
      await price.fill("0,04");
      await expect(price).toHaveAccessibleDescription(/Enter a price like 0\.04/);
      await expect(costs.getByRole("row", { name: /Total/ })).toHaveCount(0);
      await price.fill("0.04");
      await expect(costs.getByRole("row", { name: /^Agent AI/ })).not.toContainText("not known");
      const preview = page.locator("#custom-data");
      await preview.getByLabel("Text to try").fill("no JSON");
      await expect(preview.getByRole("status")).toContainText("the widget stops at it");
    });

    test("claims a number that is searched for and chosen by keyboard", async () => {
      const claim = page.getByRole("group", { name: "Claim a number" });
      await claim.getByLabel("Country", { exact: true }).selectOption("Other…");
      await claim.getByLabel("Country code").fill("Portugal");
      // Enter searches: the form isn't saved by it.
      await claim.getByLabel("Country code").press("Enter");
      await expect(claim.getByText("two capital letters")).toBeVisible();
      await expect(page.getByText(/^Saved/)).toHaveCount(0);
      await claim.getByLabel("Country", { exact: true }).selectOption("US");
      await claim.getByRole("button", { name: "Search for free numbers" }).press("Enter");
      await expect(claim.getByText(/^\d+ free numbers\./)).toBeVisible();
      const numbers = claim.getByRole("radio");
      await numbers.first().focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowDown");
      await expect(numbers.nth(1)).toBeChecked();
      expect(await listViolations(page, twoLooks)).toEqual([]);
      claimed = (await claim.getByRole("listitem").nth(1).textContent()) ?? "";
      expect(claimed).toMatch(/^\+1\d{10}$/);
      await expect(claim.getByText(`${claimed} · Local number (DID) · US`)).toBeVisible();
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByText(/^Saved/)).toBeVisible();
    });

    test("is planned and deployed step by step", async () => {
      await openIntegration(page, story, title);
      await planIntegration(page);
      // It is claimed, and then pointed to the flow.
      const ofNumber = page.locator('[data-action="create"]').filter({ hasText: claimed });
      await expect(ofNumber).toHaveCount(2);
      await expect(ofNumber.first()).toContainText("AWS charges a daily price");
      await deployPlan(page);
    });

    test("takes a call that Agent AI hears, and the contact's trail shows it", async () => {
      await callIntegration(page, {
        ending: "An agent answers",
        gives: { label: "What they say", value: talk },
      });
      await expectGoodTrail(page, ["number", "flow", "kore", "queue", "agent"]);
      await expect(page.locator('[data-panel="Contact attributes"]')).toContainText("Success");
      await expect(page.locator('[data-source="agent-ai-transcript"]')).toBeVisible();
      await expectAccessible(page);
    });

    test("has nothing to do when planned again", () => expectNothingToDo(page, story, title));

    test("is removed, and nothing is left", () => removeFromAccount(page, story, title));
  });
