import { CloudWatchLogsClient, DeleteLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { AddPermissionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { Page } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { expectAccessible } from "./harness/expect-accessible";
import { openKoreVoice } from "./harness/kore-voice";
import { newPage } from "./harness/new-page";
import { signInAs } from "./harness/sign-in";
import { expect, type Story, test } from "./harness/story";

const name = "Kore voice with metadata";
const leftGroup = "/aws/lambda/koreStoreSessionMetadata";

/** Told as one story, from a deployment that is stopped to a removal that AWS refuses in part. */
test.describe
  .serial("a person in control of deployments", () => {
    let page: Page;
    let story: Story;

    test.beforeAll(async ({ browser, story: own }) => {
      story = own;
      page = await newPage(browser);
      await signInAs(page, story.admin, `/${story.slug}/overview`);
    });
    test.afterAll(() => page.context().close());

    test("stops one that runs, sees what is done, and continues it", async () => {
      await fault(story, {
        service: "lambda",
        operation: "CreateFunction",
        kind: "latency",
        milliseconds: 2_500,
      });
      await page.getByRole("button", { name: `Plan ${name}` }).click();
      await page.getByRole("button", { name: /^Deploy \d+ steps$/ }).click();
      const functions = page.locator("[data-step$=function]");
      await expect(functions.and(page.locator("[data-state=running]")).first()).toBeVisible();
      await page.getByRole("button", { name: "Stop", exact: true }).click();
      const dialog = page.getByRole("dialog", { name: "Stop this deployment?" });
      await expect(dialog).toContainText("What is already done stays in the account");
      await dialog.getByRole("button", { name: "Stop deployment" }).click();
      await expect(page.getByTestId("run-status")).toHaveText("stopped");
      await clearFaults(story);
      await expect(page.locator('[data-problem="stopped-by-person"]')).toContainText(/[1-9]\d* of \d+ steps/);
      await expect(page.locator('[data-step="flow"]')).toHaveAttribute("data-state", "blocked");
      await expect(page.getByRole("button", { name: "Plan removal" })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: 60_000 });
    });

    test("is told what someone changed by hand, and what couldn't be looked for", async () => {
      const byHand = { StatementId: "by-hand", Action: "lambda:InvokeFunction", Principal: "444455556666" };
      const store = { FunctionName: "koreStoreSessionMetadata", Qualifier: "live" };
      await new LambdaClient(clientOf(story)).send(new AddPermissionCommand({ ...store, ...byHand }));
      await fault(story, { service: "iam", operation: "ListRoles", kind: "deny" });
      await planChanges(page, story);
      await clearFaults(story);
      await expect(page.getByRole("heading", { name: "1 resource needs attention" })).toBeVisible();
      const noted = page.locator('[data-action="keep"]').filter({ has: page.getByRole("alert") });
      await expect(noted.locator('[data-problem="left-as-it-is"]')).toContainText("koreStoreSessionMetadata");
      await expect(page.getByTestId("unsearched")).toContainText(
        "couldn't look for leftovers of type “IAM role” because AWS denied iam:ListRoles",
      );
      await expect(page.getByTestId("nothing-to-do")).toContainText("whether any are there is unknown");
      await expect(page.getByRole("button", { name: /^Deploy/ })).toHaveCount(0);
      await expectAccessible(page);
    });

    test("rotates the token once at a time, and gets the new one only when it is live", async () => {
      const stale = await openSettings(await page.context().newPage(), page, story);
      await openSettings(page, page, story);
      await page.getByRole("button", { name: "Rotate token" }).click();
      await expect(page.getByText("The new token isn’t deployed yet.")).toBeVisible();
      await stale.getByRole("button", { name: "Rotate token" }).click();
      await expect(stale.locator('[data-problem="rotation-under-way"]')).toContainText("lock out Kore");
      await stale.close();
      await page.getByRole("link", { name: "Guide", exact: true }).click();
      await page.getByRole("button", { name: "Show" }).click();
      const confirm = page.getByRole("dialog", { name: "Confirm your identity" });
      await confirm.getByLabel("Your password", { exact: true }).fill(story.admin.password);
      await confirm.getByRole("button", { name: "Confirm" }).click();
      await expect(page.getByText(/new token isn't deployed yet/)).toBeVisible();

      await planChanges(page, story);
      await page.getByRole("button", { name: "Deploy 1 step" }).click();
      await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: 60_000 });
      await openSettings(page, page, story);
      await expect(page.getByText("The new token is live")).toBeVisible();
      await page.getByRole("link", { name: "Guide", exact: true }).click();
      await page.getByRole("button", { name: "Show" }).click();
      await expect(page.locator("[data-secret]").first()).toContainText(/[\w-]{20,}/);
    });

    test("drops the previous token only after saying that Kore has the new one, and that it is unused", async () => {
      await openSettings(page, page, story);
      const drop = page.getByRole("button", { name: "Drop previous token" });
      await expect(drop).toBeDisabled();
      await page.getByLabel("I’ve entered the new token").check();
      await drop.click();
      await expect(page.locator('[data-problem="previous-token-too-soon"]')).toContainText(
        /since \w+ \d+, [\d:]+, which is less than/,
      );
      await page
        .getByLabel("Drop the previous token only if")
        .selectOption({ label: "don’t wait (it leaked)" });
      await drop.click();
      await expect(page.locator('[data-problem="risk-not-accepted"]')).toBeVisible();
      await expectAccessible(page);
      await page.getByLabel(/^I understand/).check();
      await drop.click();
      await expect(page.getByRole("button", { name: "Rotate token" })).toBeVisible();
    });

    test("leaves in the account what AWS won't delete, and the removal ends and says so", async () => {
      const refusal = { code: "ValidationException", status: 400, message: "Not now." };
      const onGroup = { service: "logs", operation: "DeleteLogGroup", bodyIncludes: leftGroup };
      await fault(story, { ...onGroup, ...refusal, kind: "error" });
      await openKoreVoice(page, story);
      await page.getByRole("link", { name: "Remove", exact: true }).click();
      await page.getByRole("button", { name: "Plan the removal" }).click();
      await page.getByLabel(/^Type/).fill(name);
      await page.getByRole("button", { name: /^Remove \d+ steps$/ }).click();
      await expect(page.getByTestId("run-status")).toHaveText("failed", { timeout: 60_000 });
      await expectAccessible(page);
      await page.getByRole("button", { name: `Leave ${leftGroup} in the account` }).click();
      await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: 60_000 });
      await expect(page.locator('[data-problem="left-in-account"]')).toContainText(
        "Owner decided to leave it",
      );
      await expect(page.getByText(`Log group ${leftGroup} stays in the account.`)).toBeVisible();
      await clearFaults(story);
      const logs = new CloudWatchLogsClient(clientOf(story));
      await logs.send(new DeleteLogGroupCommand({ logGroupName: leftGroup }));
      await page.getByRole("link", { name: "Remove it from Patchbay" }).click();
      await page.getByRole("button", { name: `Remove ${name} from Patchbay` }).click();
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await expect(page).toHaveURL(/\/integrations$/);
    });
  });

async function planChanges(page: Page, story: Story): Promise<void> {
  await openKoreVoice(page, story);
  await page.getByRole("button", { name: "Plan changes" }).click();
  await expect(page).toHaveURL(/\/plans\//, { timeout: 30_000 });
}

/** Shows the settings in `page`; the integration is found through `finder`. */
async function openSettings(page: Page, finder: Page, story: Story): Promise<Page> {
  await openKoreVoice(finder, story);
  await page.goto(`${finder.url()}/settings`);
  await expect(page.getByTestId("token-authToken")).toBeVisible();
  return page;
}

function clientOf({ sandbox, account: { region, accessKeyId, secretAccessKey } }: Story) {
  return { endpoint: sandbox.awsUrl, region, credentials: { accessKeyId, secretAccessKey } };
}

async function fault({ sandbox }: Story, data: object): Promise<void> {
  await tellSandbox(sandbox, "PUT", "faults", data);
}

async function clearFaults({ sandbox }: Story): Promise<void> {
  await tellSandbox(sandbox, "DELETE", "faults");
}
