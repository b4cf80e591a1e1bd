import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { expectAccessible } from "./harness/expect-accessible";
import { listViolations, twoLooks } from "./harness/list-violations";
import { newPage } from "./harness/new-page";
import { asOwner, newNeighbour } from "./harness/people";
import { pixelsBeyond } from "./harness/pixels-beyond";
import { signInAs, signInAsOwner } from "./harness/sign-in";
import { expect, test } from "./harness/story";

const rowOf = (page: Page, slug: string) =>
  page.getByTestId("fleet").getByRole("row").filter({ hasText: slug });

test("a contact's id is found in its tenant, from the fleet and from the palette", async ({
  page,
  story,
}) => {
  const contact = randomUUID();
  await tellSandbox(story.sandbox, "POST", "contacts", {
    contacts: [{ id: contact, channel: "VOICE", initiatedAt: Date.now() - 3_600_000 }],
  });
  await signInAsOwner(page, "/fleet");
  const search = page.getByRole("search", { name: "A contact in all tenants" });
  await search.getByRole("textbox").fill(contact.toUpperCase());
  await search.getByRole("button", { name: "Search all tenants" }).click();
  await expect(page.getByTestId("found-in-tenants")).toContainText("Story");
  await expectAccessible(page);

  await search.getByRole("textbox").fill("+1 206 555 0177");
  await search.getByRole("button", { name: "Search all tenants" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "one tenant at a time" })).toBeVisible();
  expect(page.url()).not.toContain("555");
  // Nor does a number get into the address by the filter, with scripts or without.
  await page.getByLabel("Find a tenant").fill("+1 206 555 0177");
  await page.getByLabel("Find a tenant").press("Enter");
  await expect(page.getByLabel("Find a tenant")).toHaveAccessibleDescription(/one tenant at a time/);
  expect(page.url()).not.toContain("555");
  await expectAccessible(page);
  await page.goto("/fleet?find=%2B12065550177");
  await expect(page).toHaveURL(/\/fleet$/);

  await page.goto("/people");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to" }).fill(contact);
  await expect(page.getByRole("option").first()).toContainText("Search all tenants for this ID");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/fleet\?id=/);
  await page.getByRole("link", { name: "Open in Story" }).click();
  await expect(page).toHaveURL(new RegExp(`/${story.slug}/contacts/${contact}$`));
});

test("the fleet says how each tenant is, and is sorted by a link", async ({ page }) => {
  const neighbour = await newNeighbour();
  await asOwner(
    `INSERT INTO "Connection" ("tenantId", "kind", "name", "settings", "probe", "id", "updatedAt")
     SELECT "id", 'aws', 'Account', '{"access":{"kind":"sandbox"},"region":"us-east-1"}', '{"state":"failed","checks":[]}', gen_random_uuid(), now()
     FROM "Tenant" WHERE "slug" = $1`,
    [neighbour.slug],
  );
  await signInAsOwner(page, "/fleet");
  await expect(rowOf(page, neighbour.slug)).toContainText("1 failed");
  await expect(rowOf(page, neighbour.slug)).toContainText("Not known");
  await page.getByRole("link", { name: "Connections" }).click();
  await expect(page).toHaveURL(/sort=connections&direction=desc/);
  await expect(page.getByRole("columnheader", { name: "Connections" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await expect(page.getByTestId("fleet").getByRole("row").nth(1)).toContainText("1 failed");
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await pixelsBeyond(page)).toBe(0);
  await expectAccessible(page);
});

test("a customer's long name goes on in a second line wherever a button or a dialog holds it", async ({
  page,
}) => {
  const name = `Bayside Health Insurance and Benefits of the Northwest ${`${Date.now()}`.slice(-6)}`;
  await signInAsOwner(page, "/fleet");
  await page.getByLabel("Customer name").fill(name);
  await page.getByLabel("URL name").fill(`bayside-${Date.now()}`);
  await page.getByRole("button", { name: "Onboard" }).click();
  await expect(page.getByRole("link", { name: `Open ${name}` })).toBeVisible();
  expect(await listViolations(page, twoLooks)).toEqual([]);
  await page.goto(`/fleet?find=${encodeURIComponent(name)}`);
  await page.getByRole("button", { name: `Manage ${name}` }).click();
  await expect(page.getByRole("dialog", { name })).toHaveCSS("text-align", "left");
});

test("a tenant is renamed, archived, seen to be so by its members, and restored", async ({
  page,
  browser,
}) => {
  const neighbour = await newNeighbour();
  const member = await newPage(browser);
  await signInAs(member, neighbour, `/${neighbour.slug}/overview`);
  await signInAsOwner(page, `/fleet?find=${neighbour.slug}`);

  await page.getByRole("button", { name: "Manage Next door" }).click();
  const dialog = page.getByRole("dialog", { name: "Next door" });
  await dialog.getByLabel("Name").fill("x");
  await dialog.getByRole("button", { name: "Save name" }).click();
  await expect(dialog.getByText("Enter a name of at least two characters.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Across the street");
  await dialog.getByRole("button", { name: "Save name" }).click();
  await expect(rowOf(page, neighbour.slug)).toContainText("Across the street");

  await page.getByRole("button", { name: "Manage Across the street" }).click();
  await page.getByRole("button", { name: "Archive tenant" }).click();
  await expect(page.getByRole("group").filter({ hasText: "Nothing is deleted" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Archive", exact: true }).click();
  await expect(page.getByText(`No tenant is called "${neighbour.slug}"`)).toBeVisible();

  await member.goto(`/${neighbour.slug}/members`);
  await expect(member.getByText("Across the street is archived")).toBeVisible();
  await expect(member.getByText("An operator can restore it.")).toBeVisible();
  await expect(member.getByRole("link", { name: "Connections" })).toHaveCount(0);
  await expectAccessible(member);
  await member.goto("/");
  await expect(member.getByText("Across the street is archived")).toBeVisible();

  await page.goto(`/${neighbour.slug}/overview`);
  await page.getByRole("link", { name: "Restore it in Fleet" }).click();
  await page.getByRole("button", { name: "Manage Across the street" }).click();
  await page.getByRole("button", { name: "Restore tenant" }).click();
  await expect(page.getByText("No archived tenant is called")).toBeVisible();
  await member.goto(`/${neighbour.slug}/members`);
  await expect(member.getByRole("heading", { name: "Members", level: 1 })).toBeVisible();
  await member.context().close();
});

test("many tenants are filtered in the switcher", async ({ page }) => {
  const neighbours = await Promise.all(Array.from({ length: 9 }, () => newNeighbour()));
  const wanted = neighbours[4]?.slug ?? "";
  await signInAsOwner(page, "/sandbox/overview");
  const switcher = page.getByTestId("tenant-switcher").first();
  const button = switcher.getByRole("button", { name: "Switch tenant" });
  await button.click();
  await page.keyboard.press("Escape");
  await expect(switcher.getByLabel("Filter tenants")).toBeHidden();
  await expect(button).toBeFocused();
  await button.press("Enter");
  await switcher.getByLabel("Filter tenants").fill(wanted);
  await expect(switcher.getByRole("link")).toHaveCount(1);
  await expectAccessible(page);
  await switcher.getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/${wanted}/overview`));
});

test("revoking an invitation asks first, and takes its dead link from the screen", async ({ page }) => {
  const neighbour = await newNeighbour();
  await signInAs(page, neighbour, `/${neighbour.slug}/members`);
  await page.getByLabel("Email").fill("sue@example.com");
  await page.getByRole("button", { name: "Create invitation" }).click();
  await expect(page.getByTestId("invitation-link")).toBeVisible();
  await page.getByRole("button", { name: "Revoke the invitation for sue@example.com" }).click();
  await expect(page.getByText("Its link stops working immediately")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByTestId("invitation-link")).toBeVisible();
  await page.getByRole("button", { name: "Revoke the invitation for sue@example.com" }).click();
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(page.getByTestId("invitation-link")).toHaveCount(0);
  await expect(page.getByRole("list", { name: "Pending invitations" })).toHaveCount(0);
});
