import { expect, test } from "@playwright/test";
import { expectAccessible } from "./harness/expect-accessible";
import { asOwner, newNeighbour } from "./harness/people";
import { signInAs } from "./harness/sign-in";

const pageSize = 50;

test("the audit log says who did what to what, from where, and leads there", async ({ page }) => {
  const neighbour = await newNeighbour();
  const { slug } = neighbour;
  await signInAs(page, neighbour, `/${slug}/members`);
  await page.getByLabel("Email").fill("ana@example.com");
  await page.getByRole("button", { name: "Create invitation" }).click();
  await expect(page.getByTestId("invitation-link")).toBeVisible();
  const token = (await page.getByTestId("invitation-link").innerText()).split("/").at(-1) ?? "";

  await page.goto(`/${slug}/audit`);
  await expect(page.getByRole("row").filter({ hasText: "Signed in" })).toHaveCount(1);
  const row = page.getByRole("row").filter({ hasText: "Invited a member" });
  await expect(row).toContainText("Person");
  await expect(row).toContainText("ana@example.com");
  expect(await page.content()).not.toContain(token);
  await expectAccessible(page);
});

test("the audit log is read page by page, and by kind", async ({ page }) => {
  const neighbour = await newNeighbour();
  const { slug } = neighbour;
  await asOwner(
    `INSERT INTO "AuditEvent" ("tenantId", "actorName", "action", "target")
     SELECT t."id", 'worker', CASE WHEN n = 1 THEN 'call:place' ELSE 'deployment:end' END, 'event ' || n
     FROM "Tenant" t, generate_series(1, $2::int) n WHERE t."slug" = $1 ORDER BY n`,
    [slug, pageSize + 10],
  );
  await signInAs(page, neighbour, `/${slug}/audit`);
  const rows = page.locator("tbody tr");
  const filters = page.getByRole("navigation", { name: "Filter" });
  await filters.getByRole("link", { name: "Deployments" }).click();
  await expect(rows).toHaveCount(pageSize);
  await expect(rows.first()).toContainText(`event ${pageSize + 10}`);
  await page.getByRole("link", { name: "Older" }).click();
  await expect(rows).toHaveCount(9);
  await expect(rows.last()).toContainText("event 2");
  await expect(page.getByRole("link", { name: "Older" })).toHaveCount(0);

  await filters.getByRole("link", { name: "Test calls" }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Placed a test call");
  await filters.getByRole("link", { name: "Secrets" }).click();
  await expect(page.getByText("No entries: Secrets")).toBeVisible();
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(rows).toHaveCount(pageSize);
});
