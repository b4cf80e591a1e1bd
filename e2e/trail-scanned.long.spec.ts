import type { Page } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { expectAccessible } from "./harness/expect-accessible";
import { newPage } from "./harness/new-page";
import { newMember } from "./harness/people";
import { signInAs } from "./harness/sign-in";
import { expect, type Story, test } from "./harness/story";
import { caller, maskedCaller, openTrailStory, placeBothCalls, rows } from "./harness/trail-story";

/**
 * A refused call and a good one, after the minute in which log lines still arrive and the scan that follows: their verdicts,
 * the overview, the list by their caller's number, and the issue behind them.
 */
test.describe
  .serial("a call that was scanned", () => {
    let page: Page;
    let story: Story;
    let refused: string;
    let healthy: string;

    test.beforeAll(async ({ browser, story: own }) => {
      test.setTimeout(180_000);
      story = own;
      page = await openTrailStory(browser, story);
      ({ refused, healthy } = await placeBothCalls(page, story));
    });
    test.afterAll(() => page.context().close());

    test("says once that nothing could be read while AWS is out of order, and reads it again when asked", async () => {
      test.setTimeout(240_000);
      await page.goto(healthy);
      const verdict = page.getByTestId("verdict");
      // A call that still goes on would meet the errors itself.
      await expect(verdict).toHaveAttribute("data-verdict", "healthy", { timeout: 90_000 });
      await tellSandbox(story.sandbox, "PUT", "faults", { kind: "error" });
      try {
        await page.goto(healthy);
        await expect(verdict).toHaveAttribute("data-verdict", "unread", { timeout: 30_000 });
        await expect(verdict).toContainText("no source of this contact could be read");
        await expect(verdict.getByText("AWS returned an internal error")).toHaveCount(1);
        await expect(page.getByTestId("sources")).not.toContainText("AWS returned an internal error");
        await expect(page.getByText("No problems found")).toHaveCount(0);
        await expectAccessible(page);
      } finally {
        await tellSandbox(story.sandbox, "DELETE", "faults");
      }
      await page.getByRole("button", { name: "Try again" }).click();
      await expect(verdict).toHaveAttribute("data-verdict", "healthy", {
        timeout: 30_000,
      });
      await expect(rows(page).first()).toContainText("Call from");
    });

    test("is counted on the overview, with all that was found and not as the last call went", async () => {
      await page.goto(refused);
      // Counted when nothing more can arrive: of this call, which was the first, that has been so for a while.
      await expect(page.getByTestId("following")).toHaveAttribute("data-phase", "settled", {
        timeout: 90_000,
      });
      await page.goto(`/${story.slug}/overview`);
      const calls = page.getByTestId("calls");
      await expect(calls).toHaveAttribute("data-state", "attention");
      await expect(calls).toContainText(
        /\d calls? (was|were) scanned in the last 24 hours: \d with findings/,
      );
      // What was found is said once: by the open issues.
      await expect(page.getByRole("main").getByText("Transfer failed")).toHaveCount(1);
      await expect(page.getByTestId("issues")).toBeInViewport();
      await expect(page.getByText("Nothing needs attention")).toHaveCount(0);
      await calls.getByRole("link", { name: "See the calls" }).click();
      await expect(page).toHaveURL(/contacts\?integration=.*&findings=only$/);
    });

    test("is found by its caller's number, with what is wrong, whose it was, and how long it took", async () => {
      await page.goto(`/${story.slug}/contacts`);
      await page.getByRole("search").getByRole("textbox").fill(caller);
      await page.getByRole("button", { name: "Search the day" }).click();
      const call = page
        .getByRole("list", { name: "Calls from this number" })
        .locator(`a[href$="${refused}"]`);
      await expect(call).toContainText(refused.split("/").at(-1)?.slice(0, 8) ?? "");
      await expect(call.locator('[data-severity="bad"]')).toContainText("Transfer failed");
      await expect(call).toContainText("Kore voice with metadata");
      await expect(call).toContainText(maskedCaller);
      await expect(call).toContainText(/\d s/);
    });

    test("leads support staff and administrators to the issue behind it", async ({ browser }) => {
      const other = await newPage(browser);
      await signInAs(other, await newMember(story.slug, "support"), refused);
      await other
        .locator("[data-finding]")
        .first()
        .getByRole("link", { name: /^\d+ contacts? with this issue$/ })
        .click({ timeout: 30_000 });
      await expect(other.getByRole("heading", { level: 1 })).toHaveText("Transfer failed");
      const contactId = refused.split("/").at(-1) ?? "";
      await expect(
        other.getByTestId("issue-contacts").getByRole("link", { name: new RegExp(contactId) }),
      ).toBeVisible();
      await other.context().close();
      await page.goto(refused);
      await expect(page.locator("[data-finding]").first()).toContainText("with this issue", {
        timeout: 30_000,
      });
    });
  });
