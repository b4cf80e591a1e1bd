import type { Page } from "@playwright/test";
import { expectAccessible } from "./harness/expect-accessible";
import { newPage } from "./harness/new-page";
import { newMember } from "./harness/people";
import { signInAs } from "./harness/sign-in";
import { expect, type Story, test } from "./harness/story";
import {
  caller,
  expectWholeTrail,
  maskedCaller,
  openTrailStory,
  placeBothCalls,
  rows,
} from "./harness/trail-story";

/** A refused call and a good one: who sees numbers and words, and what goes on to others. */
test.describe
  .serial("what a trail shows to whom", () => {
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

    test("hides numbers and what was said until someone asks, and writes each showing into the audit log", async () => {
      await page.goto(healthy);
      await expectWholeTrail(page);
      await expect(rows(page).first()).toContainText(maskedCaller);
      expect(await page.content()).not.toContain(caller);
      await page.getByRole("link", { name: "Show numbers and transcripts" }).click();
      await expectWholeTrail(page);
      await expect(rows(page).first()).toContainText(caller);
      // Whoever is given the address is shown nothing by it.
      await expect(page).toHaveURL(healthy);
      await page.reload();
      await expectWholeTrail(page);
      await expect(rows(page).first()).toContainText(maskedCaller);
      await page.getByRole("link", { name: "Show numbers and transcripts" }).click();
      await expectWholeTrail(page);
      await expect(rows(page).first()).toContainText(caller);
      await page.getByRole("link", { name: "Hide" }).click();
      await expectWholeTrail(page);
      await expect(rows(page).first()).toContainText(maskedCaller);
      await page.goto(`/${story.slug}/audit?action=contact:unmask`);
      const shown = page.getByRole("row").filter({ hasText: healthy.split("/").at(-1) ?? "" });
      await expect(shown).toHaveCount(2);
      await expect(shown.first()).toContainText("Owner");
    });

    test("stays masked for a role that may not see numbers, and says why", async ({ browser }) => {
      const other = await newPage(browser);
      await signInAs(other, await newMember(story.slug, "support"), healthy);
      await other.goto(`${healthy}?unmask=1`);
      await expectWholeTrail(other);
      await expect(other.getByTestId("sight")).toContainText("hidden for your role");
      await expect(other.getByRole("link", { name: "Show numbers and transcripts" })).toHaveCount(0);
      expect(await other.content()).not.toContain(caller);
      const event = await rows(other).filter({ hasText: "INVITE" }).getAttribute("data-key");
      const query = new URLSearchParams({ source: "sip-messages", event: event ?? "", unmask: "1" });
      const answer = await other.request.get(`/api${healthy}/events?${query}`);
      expect(answer.status()).toBe(200);
      const said = await answer.text();
      expect(said).toContain("INVITE sip:");
      expect(said).not.toContain(caller.slice(1));
      await other.context().close();
    });

    test("is copied for a ticket with its finding, and with no number in clear", async () => {
      await page.goto(refused);
      await page.getByRole("button", { name: "Copy for a ticket" }).click();
      await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
      const text = await page.evaluate(() => navigator.clipboard.readText());
      const origin = new URL(page.url()).origin;
      const [link, tenant, integration, contact, time, verdict, next] = text.split("\n");
      expect(link).toBe(origin + refused);
      expect(tenant).toBe("Tenant: Story");
      expect(integration).toBe("Integration: Kore voice with metadata");
      expect(contact).toBe(`Contact: ${refused.split("/").at(-1)}`);
      expect(time).toMatch(/^Time: \w{3} \d+, \d{4}, [\d:]{8}.*\(UTC, GMT\+0\)$/);
      expect(verdict).toMatch(/^Verdict: .*403/);
      expect(next).toMatch(/^Next step: ./);
      expect(text).toMatch(/Findings\n- .*403/);
      expect(text).toContain("Timeline (UTC)");
      expect(text).not.toContain(caller);
    });

    test("sends support staff to an administrator with a message that is ready", async ({ browser }) => {
      const other = await newPage(browser, { permissions: ["clipboard-read", "clipboard-write"] });
      await signInAs(other, await newMember(story.slug, "support"), refused);
      const finding = other.locator("[data-finding]").first();
      const ask = finding.getByTestId("ask");
      await expect(ask).toContainText(/sk an administrator: .+ \(.+@.+\)/, { timeout: 30_000 });
      await expect(ask.getByRole("link", { name: "Email" })).toHaveAttribute("href", /^mailto:.+&body=http/);
      await ask.getByRole("button", { name: "Copy message" }).click();
      const copied = () => other.evaluate(() => navigator.clipboard.readText());
      await expect.poll(copied).toContain(`${refused}\n`);
      const text = await copied();
      expect(text).toMatch(/\nVerdict: .*403/);
      expect(text).toContain("\nNext step: ");
      expect(text).not.toContain(caller);
      // Whoever watches a call gets the same message.
      const watched = await other.request.get(`/api${refused}/hops`);
      expect(JSON.stringify(await watched.json())).toContain(JSON.stringify(text));
      const own = await page.request.get(`/api${refused}/hops`);
      expect(JSON.stringify(await own.json())).not.toContain('"ask"');
      await expectAccessible(other);
      await other.context().close();
      await page.goto(refused);
      await expect(page.locator("[data-finding]").first()).toBeVisible({ timeout: 30_000 });
      await expect(page.getByTestId("ask")).toHaveCount(0);
    });

    test("shows support what was said once an administrator allowed it, and no number even then", async ({
      browser,
    }) => {
      const other = await newPage(browser);
      await signInAs(other, await newMember(story.slug, "support"), healthy);
      await expectWholeTrail(other);
      const hidden = rows(other).filter({ hasText: "Hidden: transcript" });
      await expect(hidden).not.toHaveCount(0);
      await page.goto(`/${story.slug}/privacy`);
      await page.getByRole("button", { name: "Let Support see transcripts" }).click();
      await expect(page.getByTestId("support-transcripts")).toHaveText("Support can see transcripts.");
      try {
        await other.reload();
        await other.getByRole("link", { name: "Show transcripts" }).click();
        await expect(other.getByTestId("sight")).toContainText("numbers are hidden for your role");
        await expectWholeTrail(other);
        await expect(hidden).toHaveCount(0);
        await expect(rows(other).first()).toContainText(maskedCaller);
        expect(await other.content()).not.toContain(caller);
      } finally {
        await page.getByRole("button", { name: "Hide transcripts from Support" }).click();
        await expect(page.getByTestId("support-transcripts")).toHaveText("Support can't see transcripts.");
      }
      await other.goto(`${healthy}?unmask=1`);
      await expect(other.getByTestId("sight")).toContainText("hidden for your role");
      await other.context().close();
      await page.goto(`/${story.slug}/audit?action=contact%3Aunmask-transcripts`);
      await expect(page.getByRole("row").filter({ hasText: healthy.split("/").at(-1) ?? "" })).toHaveCount(1);
    });
  });
