import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { expectAccessible } from "./harness/expect-accessible";
import { theInstallation } from "./harness/installation";
import { createKoreVoice } from "./harness/kore-voice";
import { newPage } from "./harness/new-page";
import { asOwner, newMember, newNeighbour } from "./harness/people";
import { connectSandboxAccount } from "./harness/sandbox-account";
import { signInAs } from "./harness/sign-in";
import { expect, test } from "./harness/story";

const kore = {
  host: "https://platform.kore.ai",
  botId: "st-guide-0001",
  clientId: "cs-guide-0001",
  voiceGatewayRegion: "us-east",
  didNumber: "+12065551199",
};

/** Told as one story, in a tenant of its own: planned, not deployed. */
test.describe
  .serial("the guide", () => {
    let page: Page;
    let slug: string;
    let guide: string;
    let password: string;

    test.beforeAll(async ({ browser }) => {
      const neighbour = await newNeighbour();
      slug = neighbour.slug;
      password = neighbour.password;
      await connectSandboxAccount(slug);
      await asOwner(
        `INSERT INTO "Connection" ("tenantId", "id", "kind", "name", "settings", "updatedAt")
         SELECT "id", $2, 'kore', 'Bot', $3, now() FROM "Tenant" WHERE "slug" = $1`,
        [slug, randomUUID(), JSON.stringify(kore)],
      );
      page = await newPage(browser, { permissions: ["clipboard-read", "clipboard-write"] });
      await signInAs(page, neighbour, `/${slug}/overview`);
      await page.getByRole("button", { name: "Plan Kore voice with metadata" }).click();
      await expect(page).toHaveURL(/\/plans\//, { timeout: 60_000 });
      guide = new URL(page.url()).pathname.replace(/\/plans\/.*/, "/guide");
    });
    test.afterAll(() => page.context().close());

    test("shows this tenant's own values under the names of Kore's screens, ready to copy", async () => {
      await page.goto(guide);
      const row = page.locator("[data-row]").filter({ hasText: kore.didNumber }).first();
      await expect(row).toBeVisible();
      await row.getByRole("button", { name: /^Copy/ }).first().click();
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe("");
      await expect(page.getByText("known after the deployment").first()).toBeVisible();
      await expectAccessible(page);
    });

    test("shows a secret to who types the password again, and writes that into the audit log", async () => {
      const show = page.getByRole("button", { name: /show/i }).first();
      await expect(show).toBeVisible();
      await show.click();
      const confirm = page.getByRole("dialog", { name: "Confirm your identity" });
      await expectAccessible(page);
      await confirm.getByLabel("Your password", { exact: true }).fill("not the password");
      await confirm.getByRole("button", { name: "Confirm" }).click();
      await expect(confirm.getByText("Incorrect password")).toBeVisible();
      await expect(page.locator("[data-secret]")).toHaveCount(0);
      await confirm.getByLabel("Your password", { exact: true }).fill(password);
      await confirm.getByRole("button", { name: "Confirm" }).click();
      await expect(page.locator("[data-secret]").first()).not.toBeEmpty();
      await expectAccessible(page);
      await page.goto(`/${slug}/audit?action=secret:`);
      await expect(page.getByRole("row").filter({ hasText: "Viewed a secret" })).toHaveCount(1);
    });

    test("is ticked with who and when, and the tick is still there later", async () => {
      await page.goto(guide);
      const row = page.locator("[data-row]").first();
      await row.getByRole("checkbox").check();
      await expect(row).toContainText("Person");
      await page.reload();
      await expect(row.getByRole("checkbox")).toBeChecked();
      await row.getByRole("checkbox").focus();
      await page.keyboard.press("Space");
      await expect(row).not.toContainText("Person");
      await expect(row.getByRole("checkbox")).toBeFocused();
      // What wasn't saved isn't shown as done, and says why.
      await page.route("**/guide", (route) => route.abort());
      await page.keyboard.press("Space");
      await expect(row.getByText("No response from Patchbay.")).toBeVisible();
      await expect(row.getByRole("checkbox")).not.toBeChecked();
      await page.unroute("**/guide");
    });

    test("is read by a viewer, who can neither tick nor see a secret", async ({ browser }) => {
      const other = await newPage(browser);
      await signInAs(other, await newMember(slug, "viewer"), guide);
      await expect(other.locator("[data-row]").first().getByRole("checkbox")).toBeDisabled();
      await expect(other.getByRole("button", { name: /show/i })).toHaveCount(0);
      await expect(other.getByText("An administrator can show it.").first()).toBeVisible();
      // They may open no contact, and so watch no call.
      await expect(other.getByRole("main").locator('a[href$="/watch"]')).toHaveCount(0);
      await other.context().close();
    });
  });

test("a bot is published by a plan and its typed name, and an approval that Kore waits for is no success", async ({
  page,
  story,
}) => {
  const { slug, admin, sandbox, account } = story;
  const bot = `${theInstallation().sandbox.vendorUrls.kore}/_sandbox/bots/${account.vendors.kore?.botId}`;
  await tellSandbox(sandbox, "PUT", `${bot}/latest`, { startScript: "var x = 1;", by: "grace@example.com" });
  await tellSandbox(sandbox, "PUT", `${bot}/approval`, { isNeeded: true });
  await signInAs(page, admin, `/${slug}/integrations/${await createKoreVoice(story)}/guide`);
  const step = page.locator('[data-publication="KM-23"]');
  await step.getByRole("button", { name: "Plan publication" }).click();
  const plan = step.getByRole("region", { name: "Plan of the publication" });
  await expect(plan).toContainText("everyone's unfinished work in this bot", { timeout: 60_000 });
  await expect(plan).toContainText("grace@example.com");
  const publish = plan.getByRole("button", { name: "Publish the bot" });
  await expect(publish).toBeDisabled();
  await expectAccessible(page);
  await plan.getByLabel(/^Type/).fill("Sandbox voice agent");
  await publish.click();
  const end = step.locator("[data-end]");
  await expect(end).toHaveAttribute("data-end", "awaiting-approval", { timeout: 60_000 });
  await expect(end).toContainText("Not published yet");
  await expect(step).not.toContainText(/\bPublished\b/);
  await expectAccessible(page);
  await tellSandbox(sandbox, "POST", `${bot}/approve`);
  await step.getByRole("button", { name: "Read the state again" }).click();
  await expect(end).toHaveAttribute("data-end", "published", { timeout: 60_000 });
  await expectAccessible(page);
});
