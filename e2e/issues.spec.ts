import type { Page } from "@playwright/test";
import { expectAccessible } from "./harness/expect-accessible";
import { findContacts } from "./harness/find-contacts";
import { deployKoreVoice } from "./harness/kore-voice";
import { newPage } from "./harness/new-page";
import { asOwner } from "./harness/people";
import { signInAs } from "./harness/sign-in";
import { expect, type Story, test } from "./harness/story";

test("a list is gone through by keyboard, and says so where it has ended", async ({ page, story }) => {
  await asOwner(
    `INSERT INTO "ContactFinding" ("tenantId", "connectionId", "contactId", "code", "severity", "at")
     SELECT $1, $2, gen_random_uuid()::text, 'code-' || n, 'bad', now() FROM generate_series(1, 26) n`,
    [story.tenantId, story.awsConnectionId],
  );
  await signInAs(page, story.admin, `/${story.slug}/issues`);
  await page.getByRole("link", { name: "Next", exact: true }).press("Enter");
  await expect(page.getByTestId("issues").getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1, name: "Issues" })).toBeFocused();
  await page.goto(`/${story.slug}/issues?page=2`);
  await expect(page.getByText("No more issues")).toBeVisible();
  await page.getByRole("link", { name: "First page" }).click();
  await expect(page.getByTestId("issues").getByRole("listitem")).toHaveCount(25);
});

/** Told as one story: the same finding in many contacts is fixed by a deployment, and comes back. */
test.describe
  .serial("an issue", () => {
    let page: Page;
    let story: Story;
    let integrationId: string;

    test.beforeAll(async ({ browser, story: own }) => {
      test.setTimeout(180_000);
      story = own;
      integrationId = await deployKoreVoice(story);
      await findContacts(integrationId, {
        code: "flow-changed",
        severity: "attention",
        hoursAgo: [1, 2, 30, 31, 200],
      });
      await findContacts(integrationId, { code: "retrieve-failed", severity: "bad", hoursAgo: [3] });
      page = await newPage(browser);
      await signInAs(page, story.admin);
    });
    test.afterAll(() => page.context().close());

    const rows = () => page.getByTestId("issues").getByRole("listitem");

    test("leads the overview, the worst first", async () => {
      await page.goto(`/${story.slug}/overview`);
      await expect(rows()).toHaveCount(2);
      await expect(rows().first()).toContainText("Retrieve failed");
      await expect(rows().last()).toContainText("5 contacts");
      const titles = await page.getByRole("main").getByRole("heading", { level: 2 }).allTextContents();
      const places = ["Open issues", "Kore voice with metadata"].map((title) => titles.indexOf(title));
      expect(places[0]).toBeGreaterThanOrEqual(0);
      expect(places[0]).toBeLessThan(places[1] ?? 0);
    });

    test("says how many contacts have it, when, and which", async () => {
      await rows().last().getByRole("link").click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Live flow changed");
      await expect(page).toHaveTitle(/^Issue: Live flow changed · /);
      await expect(
        page.getByRole("img", { name: "Contacts per day over the last 30 days: 5, at most 2 in one day." }),
      ).toBeVisible();
      await expect(page.getByTestId("issue-contacts").getByRole("link")).toHaveCount(5);
      await page.getByRole("link", { name: "24 hours" }).click();
      await expect(
        page.getByRole("img", { name: /^Contacts per hour over the last 24 hours: 2/ }),
      ).toBeVisible();
      await expectAccessible(page);
    });

    test("is resolved in the deployment that was applied last, and leaves the lists of what is open", async () => {
      await expect(page.getByLabel("Fixed by").getByRole("option", { selected: true })).toHaveText(
        /^Deployment, /,
      );
      await page.getByRole("button", { name: "Resolve" }).click();
      await expect(page.getByRole("link", { name: /^deployment of / })).toHaveAttribute("href", /\/runs\//);
      await expect(page.getByRole("button", { name: "Reopen" })).toBeVisible();
      await page.getByLabel("New note").fill("Someone edits it at night.");
      await page.getByRole("button", { name: "Pin note" }).click();
      await expect(page.getByTestId("notes")).toContainText("Someone edits it at night.");
      await page.goto(`/${story.slug}/issues`);
      await expect(rows()).toHaveCount(1);
      await page.getByRole("link", { name: "Resolved", exact: true }).click();
      await expect(rows()).toHaveText([/Live flow changed.*Resolved/s]);
    });

    test("regresses when a contact that began after that deployment has it again", async () => {
      const [contactId = ""] = await findContacts(integrationId, {
        code: "flow-changed",
        severity: "attention",
        hoursAgo: [0],
      });
      await page.goto(`/${story.slug}/issues/${integrationId}/flow-changed`);
      await expect(
        page.getByText("Regressed: 1 contact that began after the fix has it again."),
      ).toBeVisible();
      await expect(
        page.getByTestId("issue-contacts").getByRole("link", { name: new RegExp(contactId) }),
      ).toContainText("after the fix");
      await expect(page.getByTestId("notes")).toContainText("Someone edits it at night.");
      await expect(page.getByLabel("Fixed by").getByRole("option", { selected: true })).toHaveText(
        "Something outside Patchbay, as of now",
      );
      await expectAccessible(page);
      await page.goto(`/${story.slug}/audit?action=issue%3A`);
      await page.getByRole("link", { name: "Live flow changed" }).last().click();
      await expect(page).toHaveURL(new RegExp(`/issues/${integrationId}/flow-changed$`));
    });
  });
