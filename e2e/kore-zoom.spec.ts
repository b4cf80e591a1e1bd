import { type Page, test } from "@playwright/test";
import { z } from "zod";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { expectAccessible } from "./harness/expect-accessible";
import { theInstallation } from "./harness/installation";
import {
  beginIntegration,
  callIntegration,
  connectSandbox,
  deployPlan,
  expectGoodTrail,
  expectNothingToDo,
  openIntegration,
  planIntegration,
  removeFromAccount,
  saveIntegration,
} from "./harness/integration-story";
import { newPage } from "./harness/new-page";
import { newNeighbour } from "./harness/people";
import { sandboxAccountOf } from "./harness/sandbox-account";
import { signInAs } from "./harness/sign-in";
import { expect } from "./harness/story";

const title = "Kore voice with Zoom Contact Center";
const atZoom = z.object({ variables: z.array(z.object({ group: z.string(), name: z.string() })) });

/** Told as one story, in a tenant without an AWS account: each part needs what the one before it left. */
test.describe
  .serial("Kore voice with Zoom Contact Center", () => {
    let page: Page;
    let tenant: { slug: string };
    let zoomAccount: string;
    let engagement: string;
    let password: string;

    test.beforeAll(async ({ browser }) => {
      const { slug, ...person } = await newNeighbour();
      password = person.password;
      tenant = { slug };
      page = await newPage(browser);
      await signInAs(page, person, `/${slug}/overview`);
    });
    test.afterAll(() => page.context().close());

    test("begins with two connections, and AWS isn't one of them", async () => {
      await connectSandbox(page, tenant, "Zoom Contact Center");
      zoomAccount = await page.getByText(/^zoom-[\w-]+$/).innerText();
      await expect(page.locator('[data-check="zoom-token"]')).toHaveAttribute("data-state", "proven");
      await expectAccessible(page);
      await connectSandbox(page, tenant, "Kore bot");
      await expect(page.locator('[data-check][data-state="failed"]')).toHaveCount(0);
      await page.goto(`/${tenant.slug}/connections`);
      await expect(page.getByRole("link", { name: /Sandbox Zoom Contact Center/ })).toBeVisible();
      await expectAccessible(page);
    });

    test("is set up on a form that names the flow, its numbers, and what a plan may change in Zoom", async () => {
      await beginIntegration(page, tenant, title);
      await expect(page.getByLabel("Flow", { exact: true })).not.toHaveValue("");
      await page.getByText("Changes in Zoom").click();
      await page.getByLabel("Create the variables for Kore's session").check();
      await expectAccessible(page);
      await saveIntegration(page);
      await expect(page.getByTestId("patch-bay")).toContainText("Voice Bot widget");
      await expectAccessible(page);
    });

    test("is planned in the Zoom account, and deployed there", async () => {
      await planIntegration(page);
      await expect(page.locator('[data-action="create"]')).toHaveCount(3);
      await expectAccessible(page);
      await deployPlan(page);
      await expectAccessible(page);
      expect((await variablesInZoom()).sort()).toEqual([
        "Kore.kore_bot_id",
        "Kore.kore_reason",
        "Kore.kore_session_id",
      ]);
    });

    test("takes a call, and the engagement's page shows what Zoom and Kore did", async () => {
      await openIntegration(page, tenant, title);
      await callIntegration(page, { ending: "Transferred to an agent" });
      engagement = page.url();
      await expectGoodTrail(page, ["number", "flow", "sip", "kore", "queue", "agent"]);
      await expect(page.locator("[data-finding]")).toHaveCount(0);
      await expectAccessible(page);
    });

    test("has a guide whose check reads from Zoom what a person did there", async () => {
      await openIntegration(page, tenant, title);
      await page.getByRole("link", { name: "Guide", exact: true }).click();
      await expect(page.locator('[data-row="ZC-13"]')).toContainText("/api/hooks/");
      await page.getByRole("button", { name: "Check", exact: true }).click();
      const flow = page.locator('[data-row="ZC-12"]');
      await expect(flow.locator('[data-check="published"]')).toContainText("As given", { timeout: 30_000 });
      await expect(flow.locator("[data-check]")).toContainText("1 entry point leads to it");
      // Of the connector, Zoom's API shows its name alone.
      await expect(page.locator('[data-row="ZC-06"] [data-check]')).toHaveAttribute("data-check", "not-seen");
      await expect(page.getByText(/\b(ZC|KP|KM)-\d\d\b/)).toHaveCount(0);
      await expectAccessible(page);
    });

    test("gives its event script with the token to who confirms who they are, recorded, until it's hidden", async () => {
      const step = page.locator('[data-row="ZC-13"]');
      const placeholder = 'var token = "PASTE_THE_TOKEN_HERE";';
      await expect(step).toContainText(placeholder);
      await step.getByRole("button", { name: "Insert token into Event script" }).click();
      const confirm = page.getByRole("dialog", { name: "Confirm your identity" });
      await confirm.getByLabel("Your password", { exact: true }).fill(password);
      await confirm.getByRole("button", { name: "Confirm" }).click();
      const filled = step.locator("[data-secret]");
      await expect(filled).toContainText(/var token = "[\w-]{43}";/);
      await expect(filled).toContainText("/api/hooks/");
      await expect(step).not.toContainText(placeholder);
      await expectAccessible(page);
      await step.getByRole("button", { name: "Hide token in Event script" }).click();
      await expect(step).toContainText(placeholder);
      await expect(filled).toHaveCount(0);
      const guide = page.url();
      await page.goto(`/${tenant.slug}/audit?action=secret:`);
      await expect(page.getByRole("row").filter({ hasText: "Viewed a secret" })).toHaveCount(1);
      await page.goto(guide);
    });

    test("finds the engagement by its ID, and by the ID of Kore's session", async () => {
      await page.goto(engagement);
      const session = page.locator('[data-panel="Kore"] > div').filter({ hasText: "Kore session" });
      const sessionId = await session.locator("dd > span").innerText();
      for (const text of [engagement.split("/").at(-1) ?? "", `kore-session_id: ${sessionId}`]) {
        await page.goto(`/${tenant.slug}/contacts`);
        await page.getByRole("search").getByRole("textbox").fill(text);
        await page.getByRole("button", { name: "Open the trail" }).click();
        await expect(page).toHaveURL(engagement);
      }
    });

    test("says why a call didn't reach the voice bot", async () => {
      await openIntegration(page, tenant, title);
      const fault = "The voice bot refuses the call";
      await callIntegration(page, { ending: "Transferred to an agent", fault });
      const finding = page.locator('[data-finding="zoom-voice-bot-not-reached"]');
      await expect(finding).toContainText("SIP 503", { timeout: 30_000 });
      await expect(finding.getByRole("link", { name: "Guide" })).toBeVisible();
      await expectAccessible(page);
      await page.goto(`/${tenant.slug}/contacts`);
      await expect(page.getByRole("list", { name: "Contacts, part 1" }).getByRole("listitem")).toHaveCount(2);
      await expectAccessible(page);
    });

    test("has nothing to do when planned again", () => expectNothingToDo(page, tenant, title));

    test("is removed, and nothing of it is left in Zoom", async () => {
      await removeFromAccount(page, tenant, title);
      expect(await variablesInZoom()).toEqual([]);
      await page.getByRole("link", { name: "Remove", exact: true }).click();
      await expectAccessible(page);
      await page.getByRole("button", { name: /from Patchbay$/ }).click();
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await expect(page).toHaveURL(/\/integrations$/);
      await expect(page.getByRole("link", { name: new RegExp(title) })).toHaveCount(0);
    });

    /** "Kore.kore_session_id", as the simulated account has them. */
    async function variablesInZoom(): Promise<string[]> {
      const { sandbox } = theInstallation();
      const { accountId } = await sandboxAccountOf(tenant.slug);
      const url = `${sandbox.vendorUrls.zoom}/_sandbox/accounts/${zoomAccount}`;
      const { variables } = atZoom.parse(await tellSandbox({ ...sandbox, accountId }, "GET", url));
      return variables.map(({ group, name }) => `${group}.${name}`);
    }
  });
