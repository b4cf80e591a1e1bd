import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { expectAccessible } from "./harness/expect-accessible";
import { deployKoreVoice, openKoreVoice } from "./harness/kore-voice";
import { doors, fillAddress, listScreens } from "./harness/list-screens";
import { fourLooks } from "./harness/list-violations";
import { lookAtAll } from "./harness/look-at-all";
import { newPage } from "./harness/new-page";
import { asOwner, newNeighbour } from "./harness/people";
import { signInAs } from "./harness/sign-in";
import { expect, newStory, type Story, test } from "./harness/story";

/** Lead on to another screen at once. */
const crossings = ["/", "/[tenant]", "/two-step"];
const screens = listScreens().filter((screen) => !doors.includes(screen) && !crossings.includes(screen));
const ofTenant = screens.filter((screen) => screen.startsWith("/[tenant]"));

test("the doors have nothing that a program finds wrong, in both themes, wide and narrow", async ({
  browser,
}) => {
  const page = await newPage(browser);
  const addresses = doors.map((door) => fillAddress(door, { token: "a".repeat(43) }));
  expect(await lookAtAll(page, [...addresses, "/no-such-screen/at/all"], fourLooks)).toEqual([]);
  await page.context().close();
});

/** One integration is deployed and one call has come through it: what the screens show then is looked at in turn. */
test.describe("with an integration deployed", () => {
  let page: Page;
  let story: Story;
  let given: Record<string, string>;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(180_000);
    story = await newStory({ isOperator: true });
    await deployKoreVoice(story);
    given = await idsOf(story);
    page = await newPage(browser, { viewport: { width: 1440, height: 900 } });
    await signInAs(page, story.admin, `/${story.slug}/overview`);
  });
  test.afterAll(() => page.context().close());

  /** In three parts: together they would take as long as a slow machine's limit. */
  for (const part of [0, 1, 2])
    test(`no screen has anything that a program finds wrong in either theme and size, part ${part + 1} of 3`, async () => {
      test.setTimeout(240_000);
      expect(screens.length).toBeGreaterThan(30);
      const addresses = screens.map((screen) => fillAddress(screen, given));
      const kinds = ["aws", "kore", "zoom"].map((kind) => `/${story.slug}/connections/new?kind=${kind}`);
      const withoutAws = `/${story.slug}/integrations/new?kind=kore-zoom`;
      const looked = [...addresses, ...kinds, withoutAws].filter((_, at) => at % 3 === part);
      expect(await lookAtAll(page, looked, fourLooks)).toEqual([]);
    });

  test("no screen has anything wrong while AWS refuses every call, and each has a way to try again", async () => {
    test.setTimeout(180_000);
    const { sandbox, slug } = story;
    await tellSandbox(sandbox, "PUT", "faults", { kind: "deny" });
    try {
      const reading = ofTenant.filter((screen) => /flows|contacts|settings|new$|connectionId/.test(screen));
      const addresses = reading.map((screen) => fillAddress(screen, given));
      expect(await lookAtAll(page, addresses)).toEqual([]);
      for (const address of ["flows", `flows/${given.flowId}`, "contacts", "integrations/new"]) {
        await page.goto(`/${slug}/${address}`);
        await expect(page.getByRole("button", { name: "Try again" }).first()).toBeVisible();
      }
    } finally {
      await tellSandbox(sandbox, "DELETE", "faults");
    }
  });

  test("a screen that waits says for whom, and lets one go", async () => {
    const { sandbox, slug } = story;
    await tellSandbox(sandbox, "PUT", "faults", {
      kind: "latency",
      service: "connect",
      milliseconds: 12_000,
    });
    try {
      for (const address of ["flows", `flows/${given.flowId}`, "contacts", "integrations/new"]) {
        await test.step(address, async () => {
          await page.goto(`/${slug}/members`);
          await page.goto(`/${slug}/${address}`, { waitUntil: "commit" });
          const note = page.getByRole("status").filter({ hasText: "Waiting for Amazon Connect" }).last();
          await expect(note).toBeVisible({ timeout: 8_000 });
          await note.getByRole("link", { name: "Cancel" }).click({ noWaitAfter: true });
          await expect(page).toHaveURL(/\/(overview|integrations)$/);
          await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        });
      }
      await openKoreVoice(page, story);
      await page.getByRole("button", { name: "Plan changes" }).click();
      const note = page.getByRole("status").filter({ hasText: "Waiting for AWS" });
      await expect(note).toBeVisible({ timeout: 8_000 });
      await expectAccessible(page);
      await note.getByRole("button", { name: "Cancel" }).click();
      await expect(page.getByRole("button", { name: "Plan changes" })).toBeEnabled();
    } finally {
      await tellSandbox(sandbox, "DELETE", "faults");
    }
  });
});

test("an empty tenant's screens have nothing that a program finds wrong", async ({ browser }) => {
  test.setTimeout(180_000);
  const { slug, ...person } = await newNeighbour();
  const page = await newPage(browser);
  await signInAs(page, person, `/${slug}/overview`);
  const whole = ofTenant.filter((screen) => !screen.replace("[tenant]", "").includes("["));
  const unknown = ["integrations", "connections", "flows", "contacts"].map(
    (list) => `/${slug}/${list}/${randomUUID()}`,
  );
  const addresses = whole.map((screen) => fillAddress(screen, { tenant: slug }));
  expect(await lookAtAll(page, [...addresses, ...unknown, "/sandbox/overview"])).toEqual([]);
  await page.context().close();
});

/** One of everything that the tenant has, as addresses name it; a call has come in, and has a finding. */
async function idsOf({ tenantId, slug, sandbox, numbers }: Story): Promise<Record<string, string>> {
  const [ids] = await asOwner<Record<string, string>>(
    `SELECT i."awsConnectionId" AS "connectionId", d."integrationId", d."planId", d."id" AS "deploymentId",
            o."outputs"->>'id' AS "flowId"
       FROM "Deployment" d
       JOIN "Integration" i ON i."id" = d."integrationId"
       JOIN "ManagedResource" o ON o."integrationId" = i."id" AND o."type" = 'contact-flow'
      WHERE d."tenantId" = $1 LIMIT 1`,
    [tenantId],
  );
  const call = { from: "+12065550199", to: numbers.sample };
  const contactId = String((await tellSandbox(sandbox, "POST", "calls", call)).contactId);
  const code = "log-group-missing";
  await asOwner(
    `INSERT INTO "ContactFinding" ("tenantId", "connectionId", "contactId", "code", "severity", "integrationId", "at")
     VALUES ($1, $2, $3, $4, 'bad', $5, now())`,
    [tenantId, ids?.connectionId, contactId, code, ids?.integrationId],
  );
  return { tenant: slug, ...ids, contactId, code };
}
