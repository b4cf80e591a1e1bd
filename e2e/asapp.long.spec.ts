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
import { newPage } from "./harness/new-page";
import { signInAs } from "./harness/sign-in";
import { expect, type Story, test } from "./harness/story";

const title = "ASAPP GenerativeAgent by call transfer";
const left = {
  taskName: "Claims",
  referenceVariables: { plan: "gold" },
  transferVariables: { reason: "damage report" },
};

/** Told as one story: each part needs what the one before it left. */
test.describe
  .serial("ASAPP's GenerativeAgent", () => {
    let page: Page;
    let story: Story;

    test.beforeAll(async ({ browser, story: own }) => {
      story = own;
      page = await newPage(browser);
      await signInAs(page, story.admin, `/${story.slug}/connections`);
    });
    test.afterAll(() => page.context().close());

    test("is connected, and its credentials are proven by asking it", () =>
      checkConnection(page, { name: /Sandbox GenerativeAgent/, check: "asapp-health" }));

    test("is set up on a form: a task to its own queue, a variable to a contact attribute", async () => {
      await beginIntegration(page, story, title);
      await page.getByLabel("Queue after GenerativeAgent").selectOption({ label: "BasicQueue" });
      await page.getByLabel(`What ${story.numbers.free} is for`).selectOption("test");
      const tasks = page.getByRole("group", { name: "By task" });
      await tasks.getByRole("button", { name: "Add a row" }).click();
      await tasks.getByLabel("Task, row 1").fill("Claims");
      const target = tasks.getByLabel("Queue or flow, row 1");
      await target.selectOption(
        (await target.locator('optgroup[label="Queues"] option').last().getAttribute("value")) ?? "",
      );
      const variables = page.getByRole("group", { name: "Transfer variables to save" });
      await variables.getByRole("button", { name: "Add a row" }).click();
      await variables.getByLabel("Variable, row 1").fill("reason");
      await variables.getByLabel("Contact attribute, row 1").fill("transferReason");
      await expectAccessible(page);
      await saveIntegration(page);
    });

    test("is planned, with what it will cost, and deployed step by step", async () => {
      await planIntegration(page);
      await expect(page.getByText("starts a charge").first()).toBeVisible();
      await deployPlan(page);
    });

    test("takes a call, and the contact shows the all of it", async () => {
      const gives = { label: "What GenerativeAgent returns", value: left };
      await callIntegration(page, { ending: "Transferred to an agent", gives });
      await expectGoodTrail(page, ["number", "flow", "asapp", "queue", "agent"]);
      await expect(page.locator('[data-panel="Contact attributes"]')).toContainText("damage report");
      await expect(page.locator('[data-source="asapp-transfer"]')).toBeVisible();
      await expectAccessible(page);
    });

    test("is bypassed with one click, says so everywhere, and comes back with one", async () => {
      await openIntegration(page, story, title);
      await page.getByRole("main").getByRole("button", { name: "Bypass the voice agent" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Turn on bypass" }).click();
      const banner = page.getByTestId("bypass-banner");
      await expect(banner).toContainText(title);
      await page.goto(`/${story.slug}/contacts`);
      await expect(banner).toContainText("Owner");
      await expectAccessible(page);
      await banner.getByRole("button", { name: "Turn off bypass" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Turn off bypass" }).click();
      await expect(banner).toHaveCount(0);
    });

    test("has nothing to do when planned again", () => expectNothingToDo(page, story, title));

    test("is removed, and nothing is left", async () => {
      await removeFromAccount(page, story, title);
      await page.getByRole("link", { name: "Remove", exact: true }).click();
      await page.getByRole("button", { name: /from Patchbay$/ }).click();
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await expect(page).toHaveURL(/\/integrations$/);
      await expect(page.getByRole("link", { name: new RegExp(title) })).toHaveCount(0);
    });
  });
