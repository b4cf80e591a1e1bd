import fs from "node:fs";
import type { Page } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { expectAccessible } from "./harness/expect-accessible";
import { newPage } from "./harness/new-page";
import { pixelsBeyond } from "./harness/pixels-beyond";
import { longFlow, sampleFlow } from "./harness/sample-flow";
import { signInAs } from "./harness/sign-in";
import { expect, type Story, test } from "./harness/story";

/** Told as one story: a flow comes from elsewhere, is changed, compared, and taken away as a file. */
test.describe
  .serial("flows", () => {
    let page: Page;
    let story: Story;

    test.beforeAll(async ({ browser, story: own }) => {
      story = own;
      page = await newPage(browser, { acceptDownloads: true });
      await signInAs(page, story.admin, `/${story.slug}/flows`);
    });
    test.afterAll(() => page.context().close());

    test("lists what the instance has, whose it is, and finds by a part of the name", async () => {
      const rows = page.getByTestId("flows").getByRole("link");
      await expect(rows.filter({ hasText: "Sample inbound flow" })).toContainText("not managed");
      await page.getByLabel("Name contains").fill("no flow is called this");
      await page.getByRole("button", { name: "Search" }).click();
      await expect(page.getByText("No flows match")).toBeVisible();
      await page.getByRole("link", { name: "Show all flows" }).click();
      await expect(rows.first()).toBeVisible();
      await expectAccessible(page);
    });

    test("says in a sentence why a text isn't a flow, and keeps what was typed", async () => {
      await page.getByRole("link", { name: "Import a flow" }).first().click();
      const text = page.getByLabel("Or paste the text");
      for (const [typed, sentence] of [
        ['{"Version": "2019-10-30",', /valid JSON: on line 1/],
        ['{"modules": [], "version": "1"}', /old flow designer/],
        ['{"hello": "there"}', /isn't a flow/],
      ] as const) {
        await text.fill(typed);
        await expect(page.getByRole("main").getByRole("alert")).toContainText(sentence);
        await expect(text).toHaveValue(typed);
      }
    });

    test("draws a pasted flow, takes what has the same name here, and lets a person choose the rest", async () => {
      await page.getByLabel("Or paste the text").fill(sampleFlow("Evening line", "Good evening."));
      await expect(page.getByTestId("flow-graph").locator("[data-block]")).toHaveCount(6);
      const mapping = page.getByTestId("mapping");
      const queue = mapping.getByRole("listitem").filter({ hasText: "BasicQueue" });
      await expect(queue).toContainText("same name");
      const hours = mapping.getByRole("listitem").filter({ hasText: "Hours of operation" });
      await expect(hours).toContainText("choose");
      await expect(page.getByTestId("findings").locator('[data-finding="reference-empty"]')).toBeVisible();
      await hours.getByRole("combobox").selectOption({ label: "Basic Hours" });
      await expect(hours).toContainText("chosen");
      await expect(page.getByTestId("findings").locator('[data-finding="reference-empty"]')).toHaveCount(0);
      await expectAccessible(page);
    });

    test("loses nothing when a name is refused, and publishes", async () => {
      const name = page.getByLabel("Name", { exact: true });
      await expect(name).toHaveValue("Evening line");
      await name.fill("Sample inbound flow");
      await page.getByRole("button", { name: "Publish" }).click();
      await expect(page.getByRole("main").getByRole("alert")).toContainText(
        'already has a flow named "Sample inbound flow"',
      );
      await expect(page.getByLabel(/Hours of operation/)).not.toHaveValue("keep");
      await name.fill("Evening line");
      await page.getByRole("button", { name: "Publish" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Evening line");
      await expect(page.getByText("published", { exact: true })).toBeVisible();
      await expect(page.getByTestId("references")).toContainText("Basic Hours");
    });

    test("shows what a block holds, and follows its branches by keyboard", async () => {
      const graph = page.getByTestId("flow-graph");
      const greet = graph.locator('[data-block="greet"]');
      await greet.focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("heading", { level: 2, name: "greet" })).toBeVisible();
      await expect(page.getByText("Good evening.", { exact: true })).toBeVisible();
      await page.keyboard.press("ArrowDown");
      await expect(page.getByRole("heading", { level: 2, name: "set-queue" })).toBeVisible();
      await expect(graph.locator('[data-block="set-queue"]')).toBeFocused();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("heading", { level: 2, name: "set-queue" })).toBeHidden();
    });

    test("gives the flow back as a file, byte for byte, which differs only in what was remapped", async () => {
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: "Export" }).click();
      const file = await download;
      expect(file.suggestedFilename()).toBe("Evening line.json");
      const exported = fs.readFileSync(await file.path(), "utf8");
      const unmapped = exported.replaceAll(/"arn:aws:connect[^"]*"|"Basic[^"]*"|""/g, "*");
      const sample = sampleFlow("Evening line", "Good evening.");
      expect(unmapped.startsWith(sample.slice(0, sample.indexOf('"ActionMetadata"')))).toBe(true);
      expect(JSON.parse(exported).Actions).toHaveLength(6);
    });

    test("isn't replaced by someone who hasn't seen what was published meanwhile, however often they press", async () => {
      const flow = page.url();
      await page.getByRole("link", { name: "Replace content" }).click();
      await bring(page, "Mine.");
      const other = await page.context().newPage();
      await other.goto(flow);
      await other.getByRole("link", { name: "Replace content" }).click();
      await bring(other, "Good evening, again.");
      await other.getByRole("button", { name: "Publish" }).click();
      await expect(other.getByRole("heading", { level: 1 })).toHaveText("Evening line");
      await other.close();
      const refused = page.getByText("was changed since you opened it");
      for (let press = 0; press < 2; press += 1) {
        const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
        await page.getByRole("button", { name: "Publish" }).click();
        await answered;
        await expect(page.getByRole("button", { name: "Publish" })).not.toHaveAttribute("aria-busy", "true");
        await expect(refused.first()).toBeVisible();
        await expect(page).toHaveURL(/\/flows\/import/);
      }
      await page.goto(flow);
    });

    test("replaces the content, keeps both versions, and marks what is different", async () => {
      await page.getByRole("link", { name: "Replace content" }).click();
      await bring(page, "Good evening, dear caller.");
      await page.getByRole("button", { name: "Publish" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Evening line");
      await page.getByRole("link", { name: "Versions" }).click();
      const versions = page.getByTestId("versions").getByRole("listitem");
      await expect(versions).toHaveCount(3);
      await expect(versions.first()).toContainText("live");
      await versions.last().getByRole("link", { name: "Compare" }).click();
      await expect(page.getByTestId("flow-changes")).toContainText("Good evening, dear caller.");
      await expect(page.getByTestId("flow-graph").locator('[data-block="greet"]')).toContainText("changed");
      await expect(page.getByTestId("flow-graph").locator('[data-block="queue"]')).not.toContainText(
        "changed",
      );
      await expect(page.getByTestId("text-diff")).toContainText('"Text": "Good evening, dear caller."');
      await expectAccessible(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(page.getByTestId("text-diff")).toBeVisible();
      expect(await pixelsBeyond(page)).toBe(0);
      await page.setViewportSize({ width: 1360, height: 900 });
    });

    test("keeps five hundred blocks fluid: only those in sight are in the page, any is found by name", async () => {
      await page.goto(`/${story.slug}/flows/import`);
      await page.getByTestId("flow-file").setInputFiles({
        name: "long.json",
        mimeType: "application/json",
        buffer: Buffer.from(longFlow(500)),
      });
      const blocks = page.getByTestId("flow-graph").locator("[data-block]");
      await expect(blocks.first()).toBeVisible();
      expect(await blocks.count()).toBeLessThan(80);
      await page.getByLabel("Find a block").fill("b451");
      await page.getByLabel("Find a block").press("Enter");
      await expect(page.getByRole("heading", { level: 2, name: "b451" })).toBeVisible();
      await expect(page.getByTestId("flow-graph").locator('[data-block="b451"]')).toBeInViewport();
      await page.getByLabel("Find a block").fill("b40");
      await page.getByLabel("Find a block").press("Enter");
      await expect(page.getByText("unknown block", { exact: true })).toBeVisible();
      await page.getByRole("button", { name: "Publish" }).click();
      await expect(page.getByRole("main").getByRole("alert")).toContainText("500 blocks");
    });

    test("says what failed when the instance doesn't answer", async () => {
      const { sandbox } = story;
      const fault = { service: "connect", operation: "SearchContactFlows", kind: "deny" };
      await tellSandbox(sandbox, "PUT", "faults", fault);
      try {
        await page.goto(`/${story.slug}/flows`);
        await expect(page.getByRole("main").getByRole("alert")).toContainText("connect:SearchContactFlows");
        await expectAccessible(page);
      } finally {
        await tellSandbox(sandbox, "DELETE", "faults");
      }
    });
  });

async function bring(page: Page, greeting: string): Promise<void> {
  await page.getByTestId("flow-file").setInputFiles({
    name: "evening.json",
    mimeType: "application/json",
    buffer: Buffer.from(sampleFlow("Evening line", greeting)),
  });
  await page.getByLabel(/Hours of operation/).selectOption({ label: "Basic Hours" });
}
