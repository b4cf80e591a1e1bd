import { createKoreVoice } from "./harness/kore-voice";
import { asOwner } from "./harness/people";
import { pixelsBeyond } from "./harness/pixels-beyond";
import { signInAs } from "./harness/sign-in";
import { expect, newStory, test } from "./harness/story";

/** As long as a name may be, with a word that fits in no line, a picture, and another direction. */
const name = `🚑 <b>مركز الاتصال</b> ${"Donaudampfschifffahrt".repeat(4)}`.slice(0, 80);
const widths = [320, 390, 1024, 1440];

test("no name, however long, makes a screen scroll sideways", async ({ page }) => {
  test.setTimeout(180_000);
  const story = await newStory({ isOperator: true });
  const { tenantId, slug, awsConnectionId } = story;
  const id = await createKoreVoice(story);
  const of = [name, tenantId];
  await asOwner(`UPDATE "Tenant" SET "name" = $1 WHERE "id" = $2`, of);
  await asOwner(`UPDATE "Integration" SET "name" = $1 WHERE "tenantId" = $2`, of);
  await asOwner(`UPDATE "Connection" SET "name" = left("kind" || $1, 80) WHERE "tenantId" = $2`, of);
  await asOwner(`UPDATE "User" SET "name" = $1 WHERE "id" = $2`, [name, story.admin.userId]);
  // Another one beside it: issues can be filtered by integration, and a number is said to be another's.
  const [other] = await asOwner<{ id: string }>(
    `INSERT INTO "Integration" ("tenantId", "id", "blueprint", "name", "settings", "awsConnectionId", "vendorConnections", "updatedAt")
     SELECT "tenantId", gen_random_uuid(), "blueprint", reverse("name"), "settings", "awsConnectionId", "vendorConnections", now()
     FROM "Integration" WHERE "id" = $1 RETURNING "id"`,
    [id],
  );
  for (const integrationId of [id, other?.id])
    await asOwner(
      `INSERT INTO "ContactFinding" ("tenantId", "connectionId", "contactId", "code", "severity", "integrationId", "at")
       VALUES ($1, $2, gen_random_uuid()::text, 'transfer-failed', 'bad', $3, now())`,
      [tenantId, awsConnectionId, integrationId],
    );
  const own = ["overview", "integrations", `integrations/${id}/settings`, "issues", "members", "connections"];
  const screens = [...own, `connections/${awsConnectionId}`, "contacts"].map(
    (screen) => `/${slug}/${screen}`,
  );
  await signInAs(page, story.admin, "/account");
  const beyond: string[] = [];
  for (const screen of ["/account", "/fleet", "/people", ...screens])
    await test.step(screen, async () => {
      await page.goto(screen);
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      await expect(page.locator("main .skeleton")).toHaveCount(0, { timeout: 30_000 });
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        const wide = await pixelsBeyond(page);
        if (wide > 0) beyond.push(`${screen}: ${wide} px at ${width} px`);
      }
    });
  expect(beyond).toEqual([]);
});
