import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./harness/expect-accessible";
import { listAddresses } from "./harness/list-addresses";
import { expect, type Story, test } from "./harness/story";
import {
  caller,
  expectWholeTrail,
  maskedCaller,
  openTrailStory,
  placeCall,
  rows,
} from "./harness/trail-story";

/** Told as one story: two calls are placed, and what the trail of each shows is looked at from all sides. */
test.describe
  .serial("the trail", () => {
    let page: Page;
    let story: Story;
    let healthy: string;
    let refused: string;

    test.beforeAll(async ({ browser, story: own }) => {
      test.setTimeout(180_000);
      story = own;
      page = await openTrailStory(browser, story);
    });
    test.afterAll(() => page.context().close());

    test("of a call isn't there when its order got no answer, which the dialog says and then closes", async () => {
      await page.route("**/contacts", (route) =>
        route.request().method() === "POST" ? route.abort() : route.continue(),
      );
      await page.getByRole("button", { name: "Place a test call" }).first().click();
      const dialog = page.getByRole("dialog", { name: "Place a test call" });
      await dialog.getByRole("button", { name: "Call", exact: true }).click();
      await expect(dialog.getByText("The call may or may not have been placed.")).toBeVisible();
      await page.unroute("**/contacts");
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
    });

    test("of a refused call says what is wrong, with the next step and the SIP ladder behind it", async () => {
      refused = await placeCall(page, { fault: "sip-refused", code: "403" });
      const finding = page.locator("[data-finding]").first();
      await expect(finding).toContainText("403", { timeout: 30_000 });
      await expect(finding).toContainText("Next:");
      await expectWholeTrail(page);
      await finding
        .getByRole("link", { name: /^event/ })
        .first()
        .click();
      await expect(page.locator('[data-severity="bad"][aria-current="true"]').first()).toBeInViewport();
      const row = rows(page).filter({ hasText: "INVITE" });
      await row.getByRole("button").first().click();
      const ladder = row.getByTestId("sip-ladder");
      await expect(ladder).toContainText("Voice agent");
      await expect(
        ladder.getByRole("button", { name: /403 .*from the voice agent to Amazon Connect/ }),
      ).toBeVisible();
      await expectAccessible(page);
    });

    test("of a healthy call has every hop in one timeline, and no finding", async () => {
      await page.goto(`/${story.slug}/contacts`);
      healthy = await placeCall(page);
      // The page looks again by itself while lines still arrive; what someone opened stays open.
      const opened = rows(page).filter({ hasText: "Flow log turned on" }).getByRole("button").first();
      await opened.click({ timeout: 30_000 });
      await page.waitForResponse((response) => response.url().includes("_rsc="), { timeout: 20_000 });
      const hops = page.getByTestId("hops");
      for (const hop of ["number", "flow", "sip", "kore", "store", "retrieve", "queue", "agent"]) {
        await expect(hops.locator(`[data-hop="${hop}"]`)).toHaveAttribute("data-state", "good", {
          timeout: 45_000,
        });
      }
      await expect(opened).toHaveAttribute("aria-expanded", "true");
      await expect(page.locator("[data-finding]")).toHaveCount(0);
      await expect(page.locator('[data-source][data-state="failed"]')).toHaveCount(0);
      await expect(rows(page).first()).toContainText("Call from");
      await expect(rows(page).filter({ hasText: "Chose the queue" })).toContainText("BasicQueue");
      await expectAccessible(page);
    });

    test("fetches what a system said only when its event is opened, and masks it", async () => {
      await page.goto(healthy);
      await expectWholeTrail(page);
      expect(await page.content()).not.toContain("ContactFlowModuleType");
      const asked: string[] = [];
      page.on("request", (request) => {
        if (request.url().includes("/events?")) asked.push(request.url());
      });
      await rows(page).filter({ hasText: "Flow log turned on" }).getByRole("button").click();
      await expect(page.getByTestId("raw-json")).toContainText("ContactFlowModuleType");
      expect(asked).toHaveLength(1);
      const first = rows(page).filter({ hasText: "INVITE" });
      await first.getByRole("button").first().click();
      const invite = first.getByTestId("sip-ladder").getByRole("button", { name: "INVITE" });
      await invite.click();
      await expect(first.locator("pre").first()).toContainText("INVITE sip:");
      expect(await page.content()).not.toContain(caller);
    });

    test("is filtered by hop, by words and by how it went; the address holds it", async () => {
      await page.goto(healthy);
      await expectWholeTrail(page);
      const all = await rows(page).count();
      await page.getByTestId("hops").locator('[data-hop="retrieve"]').click();
      await expect(rows(page).first()).toHaveAttribute("data-hop", "retrieve");
      await page.getByLabel("Words in the events").fill("metadata returned:");
      await expect(rows(page)).toHaveCount(1);
      await expect(page).toHaveURL(/hop=retrieve&q=metadata\+returned/);
      await page.reload();
      await expectWholeTrail(page);
      await expect(rows(page)).toHaveCount(1);
      await expect(page.getByTestId("shown")).toHaveText(`1 of ${all} events`);
      await page.getByRole("button", { name: "Failed", exact: true }).click();
      await page.getByRole("button", { name: "Show all events" }).click();
      await expect(rows(page)).toHaveCount(all);
      await page.getByRole("button", { name: "By hop" }).click();
      const heads = page.getByTestId("time-line").locator('[data-key^="hop:"]');
      await expect(heads.first()).toContainText("Call");
      await heads.filter({ hasText: "Flow" }).getByRole("button").click();
      await expect(rows(page).and(page.locator('[data-hop="flow"]'))).toHaveCount(0);
    });

    test("stays as someone chose it when an older navigation ends later", async () => {
      await page.goto(`${healthy}?hop=retrieve`);
      await expectWholeTrail(page);
      await page.getByRole("button", { name: "By hop" }).click();
      await expect(page).toHaveURL(/hop=retrieve&order=hop$/);
      const addresses = await listAddresses(page);
      await page.evaluate((href) => window.next.router.replace(href), `${healthy}?hop=sip`);
      await expect.poll(addresses).toContainEqual(expect.stringMatching(/hop=sip$/));
      await expect(page).toHaveURL(/hop=retrieve&order=hop$/);
      const chosen = () => expect(page.getByRole("button", { name: "By hop" }));
      await chosen().toHaveAttribute("aria-pressed", "true");
      await expect(page.getByTestId("hops").locator('[aria-pressed="true"]')).toHaveAttribute(
        "data-hop",
        "retrieve",
      );
      // Nor does anything of it stay behind on the next page, or when someone comes back.
      await page.getByRole("link", { name: "Contacts", exact: true }).first().click();
      await expect(page.getByRole("heading", { name: "Contacts", level: 1 })).toBeVisible();
      await page.goBack();
      await expectWholeTrail(page);
      await expect(page).toHaveURL(/hop=retrieve&order=hop$/);
      await chosen().toHaveAttribute("aria-pressed", "true");
    });

    test("has a permanent link to each event, which shows it whatever is filtered", async () => {
      await page.goto(healthy);
      await expectWholeTrail(page);
      const row = rows(page).filter({ hasText: "Metadata stored: 200" });
      await row.getByRole("button").first().click();
      await row.getByRole("link", { name: "Link to this event" }).click();
      const hash = new URL(page.url()).hash;
      await page.goto("about:blank");
      await page.goto(`${healthy}?hop=queue${hash}`);
      await expectWholeTrail(page);
      await expect(rows(page).filter({ hasText: "Metadata stored: 200" })).toHaveAttribute(
        "aria-current",
        "true",
      );
      await expect(rows(page).filter({ hasText: "Metadata stored: 200" })).toBeInViewport();
    });

    test("leads from its finding to the events by their numbers, to the hops that are missing, and to the block", async () => {
      await page.goto(refused);
      await expectWholeTrail(page);
      await expect(page).toHaveTitle(`Contact ${refused.split("/").at(-1)?.slice(0, 8)} · Story · Patchbay`);
      // A screen reader is told what was found, also when it is found late.
      await expect(page.getByTestId("said-verdict")).toHaveText(/^\d findings?: .*403/);
      const finding = page.locator('[data-finding="transfer-failed"]');
      for (const link of await finding.getByRole("link", { name: /^event/ }).all()) {
        const number = (await link.textContent())?.replace("event ", "");
        await link.click();
        await expect(page.locator("li:target").getByTestId("row-number")).toHaveText([`Event ${number}`]);
      }
      const hops = page.getByTestId("hops");
      for (const hop of ["kore", "store", "retrieve"])
        await expect(hops.locator(`[data-hop="${hop}"]`)).toHaveAttribute("data-state", "absent");
      await expect(hops.locator('[data-hop="queue"]')).toHaveAttribute("data-state", "good");
      await page.getByRole("button", { name: "Copy link" }).click();
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
      await finding.getByRole("link", { name: "Open the block transfer-to-kore" }).click();
      await expect(page.getByRole("heading", { name: "transfer-to-kore" })).toBeVisible();
      await expect(page).toHaveURL(/\/flows\/[0-9a-f-]{36}\?account=.*&block=transfer-to-kore$/);
    });

    test("is one stop of the Tab key, with j, k and n inside", async () => {
      await page.goto(refused);
      await expectWholeTrail(page);
      const focused = page.getByTestId("time-line").locator("li:has(> button:focus)");
      const stops = page.getByTestId("time-line").locator('li > button:not([tabindex="-1"])');
      await expect(stops).toHaveCount(1);
      await page.keyboard.press("n");
      await expect(focused).toHaveAttribute("data-severity", /bad|attention/);
      const first = await focused.getByTestId("row-number").textContent();
      await page.keyboard.press("j");
      await expect(focused.getByTestId("row-number")).not.toHaveText(first ?? "");
      await page.keyboard.press("ArrowUp");
      await expect(focused.getByTestId("row-number")).toHaveText(first ?? "");
      await page.keyboard.press("k");
      await page.keyboard.press("Enter");
      await expect(focused.getByRole("button").first()).toHaveAttribute("aria-expanded", "true");
      await expect(stops).toHaveCount(1);
      // Letters that someone writes are no keys.
      await page.getByLabel("Words in the events").fill("j");
      await page.getByLabel("Words in the events").press("n");
      await expect(page.getByLabel("Words in the events")).toBeFocused();
      await page.getByLabel("Words in the events").fill("");
      await page.getByRole("button", { name: "By hop" }).click();
      const sip = page.getByTestId("time-line").locator('[data-key="hop:sip"]');
      await expect(sip.getByTestId("time-bar")).toHaveCount(1);
    });

    test("is found by its caller's number, with whose it was and how long it took", async () => {
      await page.goto(`/${story.slug}/contacts`);
      await page.getByRole("search").getByRole("textbox").fill(caller);
      await page.getByRole("button", { name: "Search the day" }).click();
      const call = page
        .getByRole("list", { name: "Calls from this number" })
        .locator(`a[href$="${refused}"]`);
      await expect(call).toContainText(refused.split("/").at(-1)?.slice(0, 8) ?? "");
      await expect(call).toContainText("Kore voice with metadata");
      await expect(call).toContainText(maskedCaller);
      await expect(call).toContainText(/\d s/);
    });

    test("says of an id that is none, and of one that no one knows, what to do", async () => {
      await page.goto(`/${story.slug}/contacts/no-contact`);
      await expect(page.locator('[data-problem="contact-id-invalid"]')).toBeVisible();
      await page.goto(`/${story.slug}/contacts/${randomUUID()}`);
      await expect(page.locator('[data-problem="contact-unknown"]')).toBeVisible();
      await expect(page.getByTestId("no-trail").getByRole("link", { name: "Search" })).toBeVisible();
      await expectAccessible(page);
    });
  });
