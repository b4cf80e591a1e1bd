import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { expectAccessible } from "./harness/expect-accessible";
import { asOwner, newNeighbour } from "./harness/people";
import { signInAs } from "./harness/sign-in";
import { expect, newStory, type Story, test } from "./harness/story";

const [remembered, named] = [randomUUID(), randomUUID()];
const box = (page: Page) => page.getByRole("search").getByRole("textbox").first();

let story: Story;

test.beforeAll(async () => {
  // An operator's links lead into tenants of others, too.
  story = await newStory({ isOperator: true });
  const initiatedAt = Date.now() - 60_000;
  await tellSandbox(story.sandbox, "POST", "contacts", {
    contacts: [
      { id: remembered, channel: "VOICE", initiatedAt, customerAddress: "+12065558642" },
      { id: named, channel: "VOICE", initiatedAt },
    ],
  });
  // As a scan leaves it.
  await asOwner(
    `INSERT INTO "ContactLook" ("tenantId", "connectionId", "contactId", "beganAt", "verdict", "account", "isSettled")
     VALUES ($1, $2, $3, now() - interval '1 minute', 'healthy', '{}', true)`,
    [story.tenantId, story.awsConnectionId, remembered],
  );
});

test("a number as it is dialled at home is offered with its country, and searched with one press", async ({
  page,
}) => {
  await signInAs(page, story.admin, `/${story.slug}/contacts`);
  await box(page).fill("(206) 555-0177");
  await expect(page.getByLabel("Day of the call")).toBeVisible();
  await box(page).press("Enter");
  const offer = page.getByRole("button", { name: "+1 206 555 0177 United States" });
  await expect(offer).toBeVisible();
  await expectAccessible(page);
  await offer.click();
  await expect(box(page)).toHaveValue("+1 206 555 0177");
  await expect(page.getByRole("heading", { name: "Calls from +1 206 ••• ••77" })).toBeVisible();
  expect(page.url()).not.toContain("555");
});

test("the last four digits and a day find a scanned contact, with what was searched", async ({ page }) => {
  await signInAs(page, story.admin, `/${story.slug}/contacts`);
  await box(page).fill("8642");
  await expect(page.getByText("numbers that end with these digits")).toBeVisible();
  await page.getByRole("button", { name: "Search the day" }).click();
  await expect(page.getByText(/Searched: the day's flow log, and the records of/)).toBeVisible();
  await expect(page.getByRole("search").locator(`a[href$="/${remembered}"]`)).toBeVisible();
  await expectAccessible(page);
  const kept = await asOwner<{ text: string }>(
    `SELECT "query" AS text FROM "RecentSearch" UNION ALL SELECT "target" || "detail"::text FROM "AuditEvent"`,
    [],
  );
  expect(kept.filter(({ text }) => text.includes("8642"))).toEqual([]);
});

test("a contact's ARN opens it, and one of another instance says so", async ({ page }) => {
  const arn = `${story.account.instance.arn}/contact/${named}`;
  await signInAs(page, story.admin, `/${story.slug}/contacts`);
  await box(page).fill(arn);
  await box(page).press("Enter");
  await expect(page).toHaveURL(new RegExp(`/contacts/${named}$`));

  const neighbour = await newNeighbour();
  await page.goto(`/${neighbour.slug}/contacts?id=${encodeURIComponent(arn)}`);
  await page.getByRole("link", { name: "Open in Story" }).click();
  await expect(page).toHaveURL(new RegExp(`/${story.slug}/contacts/${named}$`));

  await page.context().clearCookies();
  await signInAs(page, neighbour, `/${neighbour.slug}/contacts?id=${encodeURIComponent(arn)}`);
  await expect(page.getByRole("alert").filter({ hasText: "isn't connected to this tenant" })).toBeVisible();
});
