import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./harness/expect-accessible";
import { newPage } from "./harness/new-page";
import { signInAsOwner } from "./harness/sign-in";

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

    test.beforeAll(async ({ browser }) => {
      page = await newPage(browser);
      await signInAsOwner(page, "/sandbox/connections");
    });
    test.afterAll(() => page.context().close());

    test("is connected, and its credentials are proven by asking it", async () => {
      await page.getByRole("link", { name: /Sandbox GenerativeAgent/ }).click();
      await page.getByRole("button", { name: "Check now" }).click();
      await expect(page.locator('[data-check="asapp-health"][data-state="proven"]')).toBeVisible();
    });

    test("is set up on a form: a task to its own queue, a variable to a contact attribute", async () => {
      await page.goto("/sandbox/integrations/new");
      await page.getByRole("link", { name: title }).click();
      await expect(page.getByLabel("Name", { exact: true })).toHaveValue(title);
      await page.getByLabel("Queue after GenerativeAgent").selectOption({ label: "BasicQueue" });
      await page.getByLabel("What +12065550101 is for").selectOption("test");
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
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page).toHaveURL(/\/integrations\/[0-9a-f-]{36}$/);
    });

    test("is planned, with what it will cost, and deployed step by step", async () => {
      await page.getByRole("button", { name: "Plan changes" }).click();
      await expect(page).toHaveURL(/\/plans\//);
      await expect(page.locator('[data-action="create"]').first()).toBeVisible();
      await expect(page.getByText("starts a charge").first()).toBeVisible();
      await page.getByRole("button", { name: /^Deploy \d+ steps$/ }).click();
      await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: 90_000 });
    });

    test("takes a call, and the contact shows the all of it", async () => {
      await page.getByRole("main").getByRole("button", { name: "Place a test call" }).click();
      const dialog = page.getByRole("dialog", { name: "Place a test call" });
      await dialog.getByLabel("Transferred to an agent").check();
      await dialog.getByLabel("What GenerativeAgent returns").fill(JSON.stringify(left));
      await dialog.getByRole("button", { name: "Call", exact: true }).click();
      await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}/);
      const hops = page.getByTestId("hops");
      for (const hop of ["number", "flow", "asapp", "queue", "agent"]) {
        await expect(hops.locator(`[data-hop="${hop}"]`)).toHaveAttribute("data-state", "good", {
          timeout: 45_000,
        });
      }
      await expect(page.locator('[data-source][data-state="failed"]')).toHaveCount(0);
      await expect(page.locator('[data-panel="Contact attributes"]')).toContainText("damage report");
      await expect(page.locator('[data-source="asapp-transfer"]')).toBeVisible();
      await expectAccessible(page);
    });

    test("is bypassed with one click, says so everywhere, and comes back with one", async () => {
      await openIntegration(page);
      await page.getByRole("main").getByRole("button", { name: "Bypass the voice agent" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Turn on bypass" }).click();
      const banner = page.getByTestId("bypass-banner");
      await expect(banner).toContainText(title);
      await page.goto("/sandbox/contacts");
      await expect(banner).toContainText("Owner");
      await expectAccessible(page);
      await banner.getByRole("button", { name: "Turn off bypass" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Turn off bypass" }).click();
      await expect(banner).toHaveCount(0);
    });

    test("has nothing to do when planned again", async () => {
      await openIntegration(page);
      await page.getByRole("button", { name: "Plan changes" }).click();
      await expect(page.getByTestId("nothing-to-do")).toBeVisible({ timeout: 30_000 });
    });

    test("is removed, and nothing is left", async () => {
      await openIntegration(page);
      await page.getByRole("link", { name: "Remove", exact: true }).click();
      await page.getByRole("button", { name: "Plan the removal" }).click();
      await page.getByLabel(/^Type/).fill(title);
      await page.getByRole("button", { name: /^Remove \d+ steps$/ }).click();
      await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: 90_000 });
      await openIntegration(page);
      await expect(page.getByText("Nothing is deployed")).toBeVisible();
      await page.getByRole("link", { name: "Remove", exact: true }).click();
      await page.getByRole("button", { name: /from Patchbay$/ }).click();
      await expect(page).toHaveURL(/\/integrations$/);
      await expect(page.getByRole("link", { name: new RegExp(title) })).toHaveCount(0);
    });
  });

async function openIntegration(page: Page): Promise<void> {
  await page.goto("/sandbox/integrations");
  await page
    .getByRole("main")
    .getByRole("link", { name: new RegExp(title) })
    .click();
  await expect(page).toHaveURL(/\/integrations\/[0-9a-f-]{36}$/);
}
