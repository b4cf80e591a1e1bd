import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { listViolations, twoLooks } from "./harness/list-violations";
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
  // A setting may be a list, which is written without a space.
  const list = JSON.stringify(
    Array.from({ length: 6 }, (_, index) => ({ host: `10.0.0.${index}`, port: 5060 })),
  );
  await asOwner(
    `INSERT INTO "AuditEvent" ("tenantId", "actorName", "action", "target", "detail")
     SELECT "id", 'Ada', 'integration:settings', 'x', $2::jsonb FROM "Tenant" WHERE "slug" = $1`,
    [slug, JSON.stringify({ changes: [{ setting: "origination", to: list }] })],
  );
  await page.reload();
  await expect(page.getByText("origination:")).toBeVisible();
  expect(await listViolations(page, twoLooks)).toEqual([]);
});

test("the audit log names what it mentions by its ID, and says nothing of what is empty", async ({
  page,
}) => {
  const neighbour = await newNeighbour();
  const { slug, userId } = neighbour;
  const gone = randomUUID();
  await signInAs(page, neighbour, `/${slug}/privacy`);
  await page.getByRole("button", { name: "Let Support see transcripts" }).click();
  await expect(page.getByTestId("support-transcripts")).toHaveText("Support can see transcripts.");
  await asOwner(
    `INSERT INTO "AuditEvent" ("tenantId", "actorName", "action", "target", "detail")
     SELECT "id", 'Ada', 'integration:create', 'x', $2::jsonb FROM "Tenant" WHERE "slug" = $1`,
    [slug, JSON.stringify({ prefix: "", member: userId, plan: gone })],
  );
  await page.goto(`/${slug}/audit`);
  const changed = page.getByRole("row").filter({ hasText: "Changed who can see transcripts" });
  await changed.getByRole("link", { name: "Privacy settings" }).click();
  await expect(page).toHaveURL(/\/privacy$/);
  await page.goBack();
  const created = page.getByRole("row").filter({ hasText: "Created an integration" });
  await expect(created).toContainText(`member: Person ${userId.slice(0, 4)}`);
  await expect(created).toContainText(`plan: ${gone.slice(0, 8)}`);
  await expect(created).not.toContainText(gone);
  await expect(created).not.toContainText("prefix");
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
