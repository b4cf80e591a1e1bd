import { expect, type Page, test } from "@playwright/test";
import { countGestures, resetGestures } from "./harness/count-gestures";
import { expectCounted } from "./harness/jobs-page";
import { listViolations, twoLooks } from "./harness/list-violations";
import { newPage } from "./harness/new-page";
import { newMember, newNeighbour } from "./harness/people";
import { signInAs, signInAsOwner } from "./harness/sign-in";

const title = "Voice agent over SIP";

test("support staff come from a contact ID to the cause by pasting it", async ({ browser }) => {
  test.setTimeout(180_000);
  const admin = await newPage(browser);
  const neighbour = await newNeighbour();
  const { slug } = neighbour;
  await signInAs(admin, neighbour, `/${slug}/overview`);
  const contactId = await placeRefusedCall(admin);
  await admin.context().close();

  const page = await newPage(browser);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await countGestures(page.context());
  await signInAs(page, await newMember(slug, "support"), `/${slug}/overview`);
  await page.evaluate((text) => navigator.clipboard.writeText(text), contactId);
  await page.waitForLoadState("networkidle");
  await resetGestures(page);
  // By hand: Ctrl+K, Ctrl+V, Enter, as fast as the keys go.
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Control+v");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/contacts/${contactId}$`));
  const finding = page.locator('[data-finding="transfer-failed"]');
  await expect(finding).toBeVisible();
  await expect(finding).toBeInViewport();
  // What to do next isn't theirs: the message to whoever can is ready.
  await expect(finding.getByTestId("ask")).toBeVisible();
  await expectCounted(page, "Contact ID to the cause");
  await page.context().close();
});

test("an operator onboards a customer with a name and an address", async ({ browser }) => {
  const page = await newPage(browser);
  await countGestures(page.context());
  await signInAsOwner(page, "/fleet");
  await page.waitForLoadState("networkidle");
  await resetGestures(page);
  const [name, email] = [`Cedar ${`${Date.now()}`.slice(-6)}`, "a@example.com"];
  await page.getByLabel("Customer name").click();
  await page.keyboard.type(name);
  await page.getByLabel("First administrator's email").click();
  await page.keyboard.type(email);
  await page.getByRole("button", { name: "Onboard" }).click();
  await expect(page.getByTestId("invitation-link")).toContainText("/invitation/");
  await expectCounted(page, "Onboard a customer", name + email);
  await page.context().close();
});

/** Deploys the quickest integration on the tenant's own sandbox, and lets a call of it be refused. */
async function placeRefusedCall(page: Page): Promise<string> {
  await page.getByRole("link", { name: "Connect an AWS account" }).click();
  await page.getByRole("radio", { name: /^Sandbox/ }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: "Plan an integration" }).click({ timeout: 60_000 });
  await expect(page.getByRole("button", { name: `Plan ${title}` })).toBeVisible();
  // With a button for each kind of integration, the longest of which has to fit on the narrowest screen.
  expect(await listViolations(page, twoLooks)).toEqual([]);
  await page.getByRole("button", { name: `Plan ${title}` }).click();
  await page.getByRole("button", { name: /^Deploy \d+ steps$/ }).click();
  await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: 90_000 });
  await page.getByRole("button", { name: "Place a test call" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Place a test call" });
  await dialog.getByLabel("What goes wrong").selectOption("sip-refused");
  await dialog.getByRole("button", { name: "Call", exact: true }).click();
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/);
  // The cause is there before the caller's complaint is.
  await expect(page.locator('[data-finding="transfer-failed"]')).toBeVisible({ timeout: 45_000 });
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}
