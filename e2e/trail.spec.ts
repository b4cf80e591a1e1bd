import { randomUUID } from "node:crypto";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { expectAccessible } from "./harness/expect-accessible";
import { theInstallation } from "./harness/installation";
import { deployKoreVoice, openKoreVoice, removeKoreVoice } from "./harness/kore-voice";
import { listAddresses } from "./harness/list-addresses";
import { newPage } from "./harness/new-page";
import { asOwner, newPerson } from "./harness/people";
import { signInAs, signInAsOwner } from "./harness/sign-in";

const caller = "+12065550123";
const maskedCaller = "+1 206 ••• ••23";

/** Told as one story: two calls are placed, and what the console shows of each is looked at from all sides. */
test.describe
  .serial("the trail", () => {
    let page: Page;
    let healthy: string;
    let refused: string;

    test.beforeAll(async ({ browser }) => {
      test.setTimeout(180_000);
      page = await newPage(browser, { permissions: ["clipboard-read", "clipboard-write"] });
      await signInAsOwner(page, "/sandbox/overview");
      await deployKoreVoice(page);
    });
    test.afterAll(async () => {
      test.setTimeout(120_000);
      await removeKoreVoice(page);
      await page.context().close();
    });

    test("of a healthy call has every hop in one timeline, and no finding", async () => {
      test.setTimeout(180_000);
      await page.goto("/sandbox/contacts");
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
      // Good only when no line can come anymore; until then no one is told that nothing is wrong.
      await expect(page.getByTestId("verdict")).toHaveAttribute("data-verdict", "healthy", {
        timeout: 90_000,
      });
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
      await page.goto("/sandbox/audit?action=contact:unmask");
      const shown = page.getByRole("row").filter({ hasText: healthy.split("/").at(-1) ?? "" });
      await expect(shown).toHaveCount(2);
      await expect(shown.first()).toContainText("Owner");
    });

    test("stays masked for a role that may not see numbers, and says why", async ({ browser }) => {
      const other = await newPage(browser);
      await signInAs(other, await newSupporter(), healthy);
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

    test("is copied for a ticket with its finding, and with no number in clear", async () => {
      await page.goto(refused);
      await page.getByRole("button", { name: "Copy for a ticket" }).click();
      await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
      const text = await page.evaluate(() => navigator.clipboard.readText());
      expect(text).toContain(`Contact ${refused.split("/").at(-1)}`);
      expect(text).toMatch(/Findings\n- .*403/);
      expect(text).toContain("Time line");
      expect(text).not.toContain(caller);
    });

    test("says once that nothing could be read while AWS is out of order, and reads it again when asked", async () => {
      await tellSandbox(theInstallation().sandbox, "PUT", "faults", { kind: "error" });
      try {
        await page.goto(healthy);
        const verdict = page.getByTestId("verdict");
        await expect(verdict).toHaveAttribute("data-verdict", "unread", { timeout: 30_000 });
        await expect(verdict).toContainText("no source of this contact could be read");
        await expect(verdict.getByText("AWS returned an internal error")).toHaveCount(1);
        await expect(page.getByTestId("sources")).not.toContainText("AWS returned an internal error");
        await expect(page.getByText("No problems found")).toHaveCount(0);
        await expectAccessible(page);
      } finally {
        await tellSandbox(theInstallation().sandbox, "DELETE", "faults");
      }
      await page.getByRole("button", { name: "Try again" }).click();
      await expect(page.getByTestId("verdict")).toHaveAttribute("data-verdict", "healthy", {
        timeout: 30_000,
      });
      await expect(rows(page).first()).toContainText("Call from");
    });

    test("is counted on the overview, with all that was found and not as the last call went", async () => {
      test.setTimeout(150_000);
      await page.goto(refused);
      // Counted when nothing more can arrive.
      await expect(page.getByTestId("following")).toHaveAttribute("data-phase", "settled", {
        timeout: 90_000,
      });
      await page.goto("/sandbox/overview");
      const calls = page.getByTestId("calls");
      await expect(calls).toHaveAttribute("data-state", "attention");
      await expect(calls).toContainText(/\d calls were checked in the last 24 hours: \d with findings/);
      await expect(page.getByText("Every cable is proven")).toHaveCount(0);
      await page.getByRole("link", { name: /items? needs? attention/ }).click();
      await expect(page.locator("#needs-a-look")).toBeInViewport();
      await calls.getByRole("link", { name: /Transfer failed/ }).click();
      await expect(page).toHaveURL(/contacts\?integration=.*&findings=only$/);
    });

    test("is watched as it comes: each hop is ticked, and what is wrong stands at its hop", async () => {
      await openKoreVoice(page);
      await page.getByRole("link", { name: "Guide" }).click();
      await page.locator('[data-row="KV-16"]').getByRole("link", { name: "Watch a call" }).click();
      await expect(page.getByTestId("number-to-dial")).toHaveText(/^\+1 206 555 01\d\d$/);
      await expect(page.getByTestId("watch-status")).toContainText("Waiting");
      await expectAccessible(page);
      const watch = page.getByTestId("watch");
      await watch.getByRole("button", { name: "Place a test call" }).click();
      await fillCall(page, { fault: "sip-refused", code: "404" });
      const track = page.getByTestId("hop-track");
      for (const hop of ["number", "flow", "queue", "agent"]) {
        await expect(track.locator(`[data-hop="${hop}"]`)).toHaveAttribute("data-state", "good", {
          timeout: 40_000,
        });
      }
      const sip = track.locator('[data-hop="sip"]');
      await expect(sip).toHaveAttribute("data-state", "bad");
      await expect(sip.locator('[data-finding="transfer-failed"]')).toContainText("Next:");
      await expect(watch).not.toContainText(caller);
      await expectAccessible(page);
      await page.getByRole("link", { name: "Open trail" }).click();
      await expect(page.locator('[data-finding="transfer-failed"]')).toBeVisible();
    });

    test("is watched until someone stops it, and can be watched again", async () => {
      await openKoreVoice(page);
      await page.getByRole("link", { name: "Watch a call" }).click();
      await page.getByRole("button", { name: "Stop watching" }).click();
      await expect(page.getByTestId("watch")).toHaveAttribute("data-stage", "stopped");
      await page.getByRole("button", { name: "Watch again" }).click();
      await expect(page.getByTestId("watch-status")).toContainText("Waiting");
    });

    test("says of an id that is none, and of one that no one knows, what to do", async () => {
      await page.goto("/sandbox/contacts/no-contact");
      await expect(page.locator('[data-problem="contact-id-invalid"]')).toBeVisible();
      await page.goto(`/sandbox/contacts/${randomUUID()}`);
      await expect(page.locator('[data-problem="contact-unknown"]')).toBeVisible();
      await expect(page.getByTestId("no-trail").getByRole("link", { name: "Search" })).toBeVisible();
      await expectAccessible(page);
    });
  });

function rows(page: Page): Locator {
  return page.getByTestId("time-line").locator("li[data-severity]");
}

/** Every source has answered. */
async function expectWholeTrail(page: Page): Promise<void> {
  await expect(page.locator('[data-source][data-state="ok"]').first()).toBeVisible();
  await expect(page.locator('[data-source][data-state="reading"]')).toHaveCount(0);
}

/** By the dialog of the top bar. Returns the path of the call's trail. */
async function placeCall(page: Page, wrong: { fault?: string; code?: string } = {}): Promise<string> {
  const before = page.url();
  await page.getByRole("button", { name: "Place a test call" }).first().click();
  await fillCall(page, wrong);
  await expect(page).not.toHaveURL(before);
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

async function fillCall(page: Page, { fault, code }: { fault?: string; code?: string }): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Place a test call" });
  await dialog.getByLabel("Caller's number").fill(caller);
  if (fault) await dialog.getByLabel("What goes wrong").selectOption(fault);
  if (code) await dialog.getByLabel("With the status").selectOption(code);
  await dialog.getByRole("button", { name: "Call", exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Someone of the sandbox's tenant who answers callers' complaints. */
async function newSupporter() {
  const person = await newPerson();
  await asOwner(
    `INSERT INTO "Membership" ("tenantId", "userId", "role")
     SELECT "id", $1, 'support' FROM "Tenant" WHERE "slug" = 'sandbox'`,
    [person.userId],
  );
  return person;
}
