import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./harness/expect-accessible";
import { deployKoreVoice, openKoreVoice } from "./harness/kore-voice";
import { listViolations, twoLooks } from "./harness/list-violations";
import { newPage } from "./harness/new-page";
import { signInAs } from "./harness/sign-in";
import { expect, type Story, test } from "./harness/story";

const kore = "Kore voice with metadata";
const asapp = "ASAPP GenerativeAgent by call transfer";
const newWelcome = "Hello. You are talking to our assistant.";

/** Told as one story: each part needs what the one before it left. */
test.describe
  .serial("a change of settings", () => {
    let page: Page;
    let story: Story;
    let oldWelcome = "";
    let plan = "";

    test.beforeAll(async ({ browser, story: own }) => {
      test.setTimeout(180_000);
      story = own;
      page = await newPage(browser);
      await deployKoreVoice(story);
      await signInAs(page, story.admin, `/${story.slug}/overview`);
    });
    test.afterAll(() => page.context().close());

    test("is refused in plain words, with the focus on the field that is wrong", async () => {
      await openSettings(page, story);
      const welcome = page.getByLabel("Welcome");
      oldWelcome = await welcome.inputValue();
      await expect(welcome).toHaveAttribute("aria-required", "true");
      await welcome.fill("");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByText("Enter the welcome. Callers must hear something.").first()).toBeVisible();
      await expect(welcome).toBeFocused();
      await expectAccessible(page);
    });

    test("keeps the chosen numbers when someone looks at the other way in", async () => {
      const place = page.getByLabel(`What ${story.numbers.sample} is for`);
      await place.selectOption("test");
      await page.getByRole("radio", { name: "Our own flow transfers to it" }).check();
      await expect(place).toHaveCount(0);
      await page.getByRole("radio", { name: "Phone numbers point to the flow" }).check();
      await expect(place).toHaveValue("test");
      await page.reload();
    });

    test("isn't lost to a click on another tab without a question", async () => {
      await page.getByLabel("Welcome").fill(newWelcome);
      await page.getByRole("link", { name: "Guide", exact: true }).click();
      const question = page.getByRole("dialog", { name: "Leave without saving?" });
      await expect(question).toBeVisible();
      await expectAccessible(page);
      await question.getByRole("button", { name: "Cancel" }).click();
      await expect(page.getByLabel("Welcome")).toHaveValue(newWelcome);
      await page.evaluate(() => window.history.back());
      await expect(question).toBeVisible();
      await question.getByRole("button", { name: "Cancel" }).click();
      await expect(page).toHaveURL(/\/settings$/);
      await expect.poll(() => asksBeforeUnload(page)).toBe(true);
    });

    test("is told from what is deployed until it is deployed, and asks nothing once it is saved", async () => {
      const save = page.getByRole("button", { name: "Save", exact: true });
      await save.click();
      await expect(page.getByText("Saved. Plan changes")).toBeVisible();
      await expect(save).toBeFocused();
      await expect.poll(() => asksBeforeUnload(page)).toBe(false);
      await expect(page.getByText("saved, not deployed")).toBeVisible();
      await page.getByRole("link", { name: "History", exact: true }).click();
      await expect(page).toHaveURL(/\/history$/);
      await page.goto(`/${story.slug}/integrations`);
      await expect(page.getByText("saved, not deployed")).toBeVisible();
      await expect(page.getByRole("button", { name: "Plan changes" })).toBeVisible();
      await expectAccessible(page);
      await page.goto(`/${story.slug}/overview`);
      await expect(page.getByText("saved, not deployed")).toBeVisible();
      expect(await listViolations(page, twoLooks)).toEqual([]);
      await page.getByRole("button", { name: "Plan changes" }).click();
      await expect(page).toHaveURL(/\/plans\//, { timeout: 30_000 });
    });

    test("isn't undone by a form that was opened before it was saved", async () => {
      const plan = page.url();
      const other = await page.context().newPage();
      await openSettings(page, story);
      await openSettings(other, story);
      const queueFull = page.getByLabel("When the queue is full");
      const before = await queueFull.inputValue();
      const saveFull = async (text: string) => {
        await queueFull.fill(text);
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await expect(page.getByText("Saved. Plan changes")).toBeVisible();
      };
      await saveFull("All agents are busy.  ");
      await other.getByLabel("Welcome").fill("Something else.");
      // The form is longer than the window, and its button is in sight everywhere.
      await other.evaluate(() => window.scrollTo(0, 0));
      await other.getByRole("button", { name: "Save", exact: true }).click();
      await expect(other.getByText("Yours weren't saved.")).toBeInViewport();
      await expectAccessible(other);
      await other.close();
      // Whoever saved last goes on, however it was written down.
      await saveFull(before);
      await page.reload();
      await expect(page.getByLabel("Welcome")).toHaveValue(newWelcome);
      await expect(queueFull).toHaveValue(before);
      await page.goto(plan);
    });

    test("shows in its plan what callers will hear, before and after", async () => {
      const notices = page.locator("#callers-notice");
      await expect(notices.locator('[data-setting="texts.welcome"]')).toContainText(oldWelcome);
      await expect(notices.locator('[data-setting="texts.welcome"]')).toContainText(newWelcome);
      await expectAccessible(page);
      plan = page.url();
      await deploy(page);
      await page.goBack();
      await expect(page).toHaveURL(plan);
      await expect(page.getByTestId("approved")).toBeVisible();
      await openKoreVoice(page, story);
      await expect(page.getByText("saved, not deployed")).toHaveCount(0);
    });

    test("leads from an approved plan to its deployment, and offers no second one", async () => {
      await page.goto(plan);
      await expect(page.getByTestId("approved")).toContainText("This plan was approved on");
      await expect(page.getByText("Nothing changes until you approve")).toHaveCount(0);
      await expect(page.getByRole("button", { name: /^Deploy/ })).toHaveCount(0);
      await expectAccessible(page);
      await page.getByRole("link", { name: "Open the deployment" }).click();
      await expect(page.getByTestId("run-status")).toHaveText("succeeded");
      await openKoreVoice(page, story);
    });

    test("stands in the history, from where one goes back to the deployment before it", async () => {
      await page.getByRole("link", { name: "History", exact: true }).click();
      const entries = page.locator("[data-deployment]");
      await expect(entries.first()).toContainText("deployed now");
      await expect(entries.first()).toContainText("Approved by Owner");
      await expect(entries.first().locator('[data-setting="texts.welcome"]')).toContainText(newWelcome);
      await expect(entries.first().getByRole("button", { name: "Go back to this one" })).toHaveCount(0);
      await expectAccessible(page);
      await entries.nth(1).getByRole("button", { name: "Go back to this one" }).click();
      await expect(page).toHaveURL(/\/plans\//, { timeout: 30_000 });
      await expect(page.getByText("plan to go back")).toBeVisible();
      await expect(page.getByText("Secrets aren't part of them")).toBeVisible();
      await expectAccessible(page);
      await deploy(page);
      await openSettings(page, story);
      await expect(page.getByLabel("Welcome")).toHaveValue(oldWelcome);
      await expect(page.getByText("saved, not deployed")).toHaveCount(0);
    });

    test("can't take a number that another integration has, which the form names", async () => {
      await page.goto(`/${story.slug}/integrations/new`);
      await page.getByRole("link", { name: asapp }).click();
      await expect(page.getByLabel("Name", { exact: true })).toHaveValue(asapp);
      await expect(page.getByText(`used by ${kore}`)).toBeVisible();
      const place = page.getByLabel(`What ${story.numbers.sample} is for`);
      await expect(place.locator('option[value="test"]')).toBeDisabled();
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByText("Choose at least one number").first()).toBeVisible();
      await expect(page.getByLabel("Phone numbers point to the flow")).toBeFocused();
      await expectAccessible(page);
      await page.getByLabel("Our own flow transfers to it").check();
      await page.getByLabel("Queue after GenerativeAgent").selectOption({ label: "BasicQueue" });
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page).toHaveURL(/\/integrations\/[0-9a-f-]{36}$/);
    });

    test("is blocked by what somebody made by hand, and adopts it when asked to", async () => {
      await page.getByRole("button", { name: "Plan changes" }).click();
      await expect(page).toHaveURL(/\/plans\//, { timeout: 30_000 });
      const handMade =
        (await page
          .getByText(/^\/aws\/lambda\//)
          .first()
          .textContent()) ?? "";
      await new CloudWatchLogsClient(clientOf(story)).send(
        new CreateLogGroupCommand({ logGroupName: handMade }),
      );
      const first = page.url();
      await page.getByRole("button", { name: "Plan again" }).click();
      await expect(page).not.toHaveURL(first, { timeout: 30_000 });
      const blockers = page.locator("#blockers");
      await expect(blockers).toContainText(handMade);
      await expect(blockers.getByRole("link", { name: "Set a prefix" })).toBeVisible();
      await expectAccessible(page);
      await blockers.getByRole("button", { name: "Adopt it" }).click();
      await expect(page.locator('[data-action="adopt"]')).toBeVisible({ timeout: 30_000 });
      await expect(blockers).toHaveCount(0);
      const base = page.url().replace(/\/plans\/.*/, "");
      await page.goto(`${base}/remove`);
      await page.getByRole("button", { name: /from Patchbay$/ }).click();
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await expect(page).toHaveURL(/\/integrations$/);
    });

    test("a removal's plan says that the number stays, where its calls go, and what is lost", async () => {
      await openKoreVoice(page, story);
      await page.getByRole("link", { name: "Remove", exact: true }).click();
      await page.getByRole("button", { name: "Plan the removal" }).click();
      await expect(page).toHaveURL(/\/plans\//, { timeout: 30_000 });
      const number = page.locator(`[data-step="remove:number:${story.numbers.sample}"]`);
      await expect(number).toContainText(
        "the number stays; its calls go back to the flow Sample inbound flow",
      );
      await expect(page.getByText(/stored records? (?:are|is) lost/i)).toBeVisible();
      await expectAccessible(page);
    });
  });

async function openSettings(page: Page, story: Story): Promise<void> {
  await openKoreVoice(page, story);
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await expect(page.getByLabel("Welcome")).toBeVisible();
}

async function deploy(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Deploy \d+ steps?$/ }).click();
  await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: 90_000 });
}

/** Whether closing the tab now would be asked about. */
async function asksBeforeUnload(page: Page): Promise<boolean> {
  return page.evaluate(() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })));
}

function clientOf({ sandbox, account: { region, accessKeyId, secretAccessKey } }: Story) {
  return { endpoint: sandbox.awsUrl, region, credentials: { accessKeyId, secretAccessKey } };
}
