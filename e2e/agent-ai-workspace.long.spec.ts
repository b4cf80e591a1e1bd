import type { Page } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { keepWithCalls, listWidgets, openWorkspace } from "./harness/agent-desk";
import { expectAccessible } from "./harness/expect-accessible";
import {
  beginIntegration,
  checkConnection,
  deployPlan,
  expectGoodTrail,
  expectNothingToDo,
  planIntegration,
  removeFromAccount,
  saveIntegration,
} from "./harness/integration-story";
import { newPage } from "./harness/new-page";
import { signInAs } from "./harness/sign-in";
import { callSampleFlow, expect, type Story, test } from "./harness/story";

const title = "Agent AI in the agent workspace";
const application = /Kore Agent AI$/;
const customData = { fName: "Ada", lName: "Lovelace", order: { id: "A-7", paid: true } };

/** Told as one story: each part needs what the one before it left. */
test.describe
  .serial("Agent AI in the agent workspace", () => {
    let page: Page;
    let workspace: Page;
    let story: Story;
    /** The tenant's own flow, as it was. */
    let putBack: () => Promise<void>;

    test.beforeAll(async ({ browser, story: own }) => {
      story = own;
      page = await newPage(browser);
      workspace = await newPage(browser);
      await signInAs(page, story.admin, `/${story.slug}/connections`);
    });
    test.afterAll(() => Promise.all([page, workspace].map((each) => each.context().close())));

    test("needs the Kore connection, whose credentials are proven", () =>
      checkConnection(page, { name: /Sandbox voice agent/, check: "kore-api" }));

    test("is set up with a queue, a security profile, and the tenant's own flow", async () => {
      await beginIntegration(page, story, title);
      await page.getByLabel("Our own flow transfers to it").check();
      await page.getByLabel("Queue", { exact: true }).selectOption({ label: "BasicQueue" });
      const profiles = page.getByRole("group", { name: "Security profiles" });
      await profiles.getByLabel("Agent", { exact: true }).check();
      await expect(page.getByLabel("Opens", { exact: true })).toHaveValue("PER_CONTACT");
      await expectAccessible(page);
      await saveIntegration(page);
    });

    test("is planned and deployed step by step", async () => {
      await planIntegration(page);
      const made = page.locator('[data-action="create"]');
      await expect(made.filter({ hasText: "Agent workspace application" }).first()).toBeVisible();
      await deployPlan(page);
    });

    test("opens for agents of the chosen security profile alone", async () => {
      await openWorkspace(workspace, story);
      const offered = () =>
        workspace.evaluate(async () => {
          const { applications } = await (await fetch("/connect/api/applications")).json();
          return (applications as { name: string }[]).map(({ name }) => name);
        });
      expect(await offered()).toEqual([expect.stringMatching(application)]);
      const own = `connect/agents/${story.account.agents[0]?.username}`;
      await tellSandbox(story.sandbox, "PUT", own, { securityProfiles: ["QualityAnalyst"] });
      expect(await offered()).toEqual([]);
      await tellSandbox(story.sandbox, "PUT", own, { securityProfiles: ["Agent"] });
    });

    test("shows the agent of a call the widget with its customData, and the contact's trail shows it", async () => {
      putBack = await keepWithCalls(story, { customData: JSON.stringify(customData) }, "KoreAgentAssist");
      const contactId = await callSampleFlow(story, "+12065550199");
      const softphone = workspace.frameLocator("#softphone");
      await softphone.getByRole("button", { name: "Accept" }).click();
      const apps = workspace.getByRole("navigation", { name: "Apps" });
      await apps.getByRole("button", { name: application }).click();
      const panel = workspace.frameLocator("#frames iframe");
      const widget = panel.frameLocator("iframe");
      await expect(widget.getByRole("status")).toHaveText("Talking with Ada Lovelace");
      await expect(widget.locator("#transcript")).toContainText("a question about my last bill");
      await expect
        .poll(() => listWidgets(story, contactId))
        .toMatchObject([{ customData, conversationId: contactId }]);
      await softphone.getByRole("button", { name: "End call" }).click();
      await softphone.getByRole("button", { name: "Close contact" }).click();
      await expect(workspace.locator("#frames iframe")).toHaveCount(0);

      await page.goto(`/${story.slug}/contacts/${contactId}`);
      await expectGoodTrail(page, ["flow", "kore", "queue", "agent"]);
      const attributes = page.locator('[data-panel="Contact attributes"]');
      await expect(attributes).toContainText("Success");
      // What it says of the caller is masked, as everywhere.
      await expect(attributes).toContainText("A-7");
      await expect(attributes).not.toContainText("Lovelace");
      // Whoever reads a trail must not be able to open the conversation with it.
      await expect(page.getByText("eyJ")).toHaveCount(0);
      await expect(page.locator('[data-source="agent-ai-transcript"]')).toBeVisible();
      await expectAccessible(page);
    });

    test("has nothing to do when planned again", () => expectNothingToDo(page, story, title));

    test("is removed, and nothing is left for agents either", async () => {
      await putBack();
      await removeFromAccount(page, story, title);
      await workspace.reload();
      await expect(workspace.getByRole("heading", { name: "Simulated agent workspace" })).toBeVisible();
      const left = await workspace.evaluate(async () => (await fetch("/connect/api/applications")).json());
      expect(left).toEqual({ applications: [] });
    });
  });
