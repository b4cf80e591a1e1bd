import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { expectAccessible } from "./harness/expect-accessible";
import { holdNavigations } from "./harness/hold-navigations";
import { asOwner } from "./harness/people";
import { pixelsBeyond } from "./harness/pixels-beyond";
import { signInAs } from "./harness/sign-in";
import { callSampleFlow, expect, type Story, test } from "./harness/story";

const day = 24 * 3_600_000;
const [chat, voice] = [randomUUID(), randomUUID()];

/** The contacts are in each test's own account. */
test.beforeEach(async ({ story, page }) => {
  const contacts = [
    {
      id: chat,
      channel: "CHAT",
      initiatedAt: Date.now() - 3_600_000,
      queue: "Priority Support",
      agent: "sam",
    },
    { id: voice, channel: "VOICE", initiatedAt: Date.now() - 7_200_000 },
  ];
  await tellSandbox(story.sandbox, "POST", "contacts", { contacts });
  // So that there is a flow log.
  await callSampleFlow(story, "+12065550177");
  await signInAs(page, story.admin, listOf(story));
});

const listOf = ({ slug }: Story) => `/${slug}/contacts`;

const box = (page: Page) => page.getByLabel(/^Contact ID, .*or caller's number$/);
const row = (page: Page, id: string) => page.getByTestId("contacts").locator(`a[href$="/${id}"]`);

test("the box leads to a contact; what leads nowhere stays in it, with a way out", async ({
  page,
  story,
}) => {
  await box(page).fill("the call of yesterday");
  await box(page).press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "This isn't a contact ID" })).toBeVisible();
  await expect(box(page)).toHaveValue("the call of yesterday");

  const nobody = randomUUID();
  await box(page).fill(nobody);
  await box(page).press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "with this ID was found" })).toContainText(
    "24 months",
  );
  await expect(box(page)).toHaveValue(nobody);

  await box(page).fill(
    `https://acme.my.connect.aws/contact-trace-records/details/${chat.toUpperCase()}?tz=UTC`,
  );
  await box(page).press("Enter");
  await expect(page).toHaveURL(new RegExp(`/contacts/${chat}$`));
  await page.goto(listOf(story));
  const recent = page.getByRole("navigation", { name: "Recent searches" });
  await expect(recent.getByTitle(chat)).toBeVisible();
});

test("a caller's number asks for its day, and stands in no address and no table", async ({ page }) => {
  await box(page).fill("+1 206 555 0177");
  await expect(page.getByLabel("Day of the call")).toBeVisible();
  await page.getByRole("button", { name: "Search the day" }).click();
  await expect(page.getByRole("heading", { name: "Calls from +1 206 ••• ••77" })).toBeVisible();
  await expectAccessible(page);
  expect(page.url()).not.toContain("555");
  const kept = await asOwner<{ text: string }>(
    `SELECT "query" AS text FROM "RecentSearch" UNION ALL SELECT "target" || "detail"::text FROM "AuditEvent"`,
    [],
  );
  expect(kept.filter(({ text }) => /5550177|555 0177/.test(text))).toEqual([]);
});

test("the address holds the search, by name, and what is shown can be exported", async ({ page }) => {
  await expect(row(page, voice)).toBeVisible();
  await page.locator("summary", { hasText: "Queue" }).click();
  await page.getByRole("checkbox", { name: "Priority Support" }).check();
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/queue=/);
  await expect(row(page, chat)).toContainText("Priority Support → sam");
  await expect(row(page, voice)).toHaveCount(0);
  await page.reload();
  await expect(row(page, chat)).toBeVisible();
  await expectAccessible(page);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text).toContain(`${chat},`);
  expect(text).not.toContain(voice);
  const address = await page.getByRole("link", { name: "JSON" }).getAttribute("href");
  const exported = await (await page.request.get(address ?? "")).json();
  expect(exported).toMatchObject({ end: { kind: "whole" } });
  expect(exported.contacts).toEqual([
    expect.objectContaining({ contactId: chat, queue: "Priority Support", agent: "sam" }),
  ]);

  await page.getByRole("link", { name: "Remove the filter Queue: Priority Support" }).click();
  await expect(row(page, voice)).toBeVisible();
});

test("two filters chosen one right after the other both count", async ({ page }) => {
  await expect(row(page, voice)).toBeVisible();
  const held = await holdNavigations(page);
  await page.locator("summary", { hasText: "Channel" }).click();
  await page.getByRole("checkbox", { name: "Chat" }).check();
  await page.getByRole("button", { name: "Apply" }).click();
  await held.begun;
  await expect(page.getByRole("link", { name: "Remove the filter Channel: Chat" })).toBeVisible();
  await page.locator("summary", { hasText: "Queue" }).click();
  await page.getByRole("checkbox", { name: "Priority Support" }).check();
  await page.getByRole("button", { name: "Apply" }).click();
  await held.release();
  await expect(page).toHaveURL(/channel=.*queue=/);
  await expect(row(page, chat)).toBeVisible();
  await expect(row(page, voice)).toHaveCount(0);
});

test("only contacts with findings are listed, beside how much was looked at, and the list fills by itself", {
  tag: "@long",
}, async ({ page, story }) => {
  test.setTimeout(180_000);
  await asOwner(
    `INSERT INTO "ContactFinding" ("tenantId", "connectionId", "contactId", "code", "at")
     VALUES ($1, $2, $3, 'kore-never-posted', now() - interval '2 hours')`,
    [story.tenantId, story.awsConnectionId, voice],
  );
  await page.getByRole("button", { name: "Only with findings" }).click();
  await expect(row(page, voice)).toContainText("Metadata never posted");
  await expect(row(page, voice)).toContainText(voice.slice(0, 8));
  await expect(row(page, voice)).not.toContainText(voice);
  await expect(row(page, chat)).toHaveCount(0);
  await expect(page.getByTestId("coverage")).toContainText(
    "No contacts from this period have been scanned yet",
  );
  await page.getByRole("button", { name: "Scan now" }).click();
  await expect(page.getByTestId("coverage")).toContainText("The list fills as findings come");

  await page.setViewportSize({ width: 390, height: 800 });
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(row(page, voice)).toBeVisible();
  expect(await pixelsBeyond(page)).toBe(0);
  await expectAccessible(page);

  // The worker has opened both; what it found of them stands instead, and nobody loads the page again.
  await expect(page.getByTestId("coverage")).toContainText(/Scanned: \d+ of \d+ contacts/, {
    timeout: 60_000,
  });
  await expect(page.getByTestId("coverage")).toContainText("Up to date", { timeout: 110_000 });
});

test("two years are searched in pieces that come one after another", async ({ page, story }) => {
  const old = randomUUID();
  await tellSandbox(story.sandbox, "POST", "contacts", {
    contacts: [{ id: old, initiatedAt: Date.now() - 100 * day }],
  });
  const slowly = { service: "connect", operation: "SearchContacts", kind: "latency", milliseconds: 700 };
  await tellSandbox(story.sandbox, "PUT", "faults", slowly);
  // Not until it has loaded: all pieces have come by then.
  await page.goto(`${listOf(story)}?range=half-year`, { waitUntil: "commit" });
  await expect(page.getByText("Searching before").first()).toBeVisible();
  await expect(row(page, voice)).toBeVisible();
  await expect(row(page, old)).toBeVisible({ timeout: 20_000 });
});
