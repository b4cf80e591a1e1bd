import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { countGestures, resetGestures } from "./harness/count-gestures";
import { expectAccessible } from "./harness/expect-accessible";
import { expectCounted } from "./harness/jobs-page";
import { newPage } from "./harness/new-page";
import { newMember, newNeighbour } from "./harness/people";
import { signInAs } from "./harness/sign-in";

const mostClicks = 20;

/** Each in an empty tenant of its own, so that each has a sandbox of its own too. */
for (const { title, hops, isPromoted, tag } of [
  { title: "Kore voice with metadata", hops: 9, isPromoted: true, tag: [] },
  { title: "ASAPP GenerativeAgent by call transfer", hops: 5, isPromoted: false, tag: ["@long"] },
  { title: "Voice agent over SIP", hops: 8, isPromoted: false, tag: ["@long"] },
]) {
  test(`an empty tenant comes to a verified call with ${title}, following the buttons alone`, {
    tag,
  }, async ({ browser }) => {
    test.setTimeout(180_000);
    const page = await newPage(browser);
    await countGestures(page.context());
    const neighbour = await newNeighbour();
    const { slug } = neighbour;
    await signInAs(page, neighbour, `/${slug}/overview`);
    await expectSetup(page, 0, "account");
    await resetGestures(page);

    await page.getByRole("link", { name: "Connect an AWS account" }).click();
    await page.getByRole("radio", { name: /^Sandbox/ }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page).toHaveURL(/\/connections\/[0-9a-f-]{36}$/, { timeout: 60_000 });
    // The sandbox's instance and voice agents are known: nobody has to choose them.
    await expectSetup(page, 3, "deploy");
    await page.getByRole("link", { name: "Plan an integration" }).click();
    await page.getByRole("button", { name: `Plan ${title}` }).click();
    await page.getByRole("button", { name: /^Deploy \d+ steps$/ }).click();
    await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: 90_000 });
    await page.getByRole("main").getByRole("link", { name: "Watch a call" }).click();
    await callAndVerify(page, hops);
    const { clicks, keys } = await expectCounted(page, title);
    expect(keys).toBe(0);
    expect(clicks).toBeLessThanOrEqual(mostClicks);

    // Only this integration's own hops, all of them well.
    await expectAllGood(page.getByTestId("hop-track").locator("[data-hop]"), hops);
    await expectAccessible(page);
    const watch = page.url();
    await page.getByRole("main").getByRole("link", { name: "Open the guide" }).click();
    await expect(page.locator("[data-row]").first()).toBeVisible();
    await expect(page.locator("[data-row]:not([data-shown-by])")).toHaveCount(0);
    await expect(page.locator('[data-row][data-shown-by="call"]').first()).toContainText("Proven by call");
    // The codes of the guides' ledger are ours, and mean nothing to anyone else.
    await expect(page.getByText(/\b(KV|KM|AS|SV)-\d\d\b/)).toHaveCount(0);
    await expectAccessible(page);
    await expectOthersAreLed(browser, slug, page.url());
    await page.goto(`/${slug}/overview`);
    await expect(page.getByTestId("setup-done")).toContainText(`Set up and verified: ${hops} hops`);
    await expect(page.getByTestId("setup")).toHaveCount(0);
    await expectAccessible(page);
    if (isPromoted) await promoteLiveNumber(page, watch, hops);
    await page.context().close();
  });
}

/** Who can do less sees what was proven, and who can do the rest, and no way to what they can't open. */
async function expectOthersAreLed(browser: Browser, slug: string, guide: string): Promise<void> {
  const viewer = await newPage(browser);
  await signInAs(viewer, await newMember(slug, "viewer"), guide);
  await expect(viewer.locator('[data-row][data-shown-by="call"]').first()).toContainText("Proven by call");
  await expect(viewer.getByRole("main").locator('a[href*="/contacts/"]')).toHaveCount(0);
  await viewer.context().close();

  const support = await newPage(browser, { viewport: { width: 390, height: 844 } });
  await signInAs(support, await newMember(slug, "support"), guide.replace(/\/guide$/, "/remove"));
  await expect(support.getByText("Only an administrator can remove this integration.")).toBeVisible();
  await support.goto(guide.replace(/\/guide$/, ""));
  // With its name, however narrow: only the top bar's has none.
  const call = support.getByRole("main").getByRole("button", { name: "Place a test call" });
  await expect(call).toBeVisible();
  expect((await call.getByText("Place a test call").boundingBox())?.width).toBeGreaterThan(40);
  await support.context().close();
}

/** From the screen that waits for a call. */
async function callAndVerify(page: Page, hops: number): Promise<void> {
  await page.getByTestId("watch").getByRole("button", { name: "Place a test call" }).click();
  const dialog = page.getByRole("dialog", { name: "Place a test call" });
  await dialog.getByRole("button", { name: "Call", exact: true }).click();
  const result = page.locator("[data-result]");
  await expect(result).toHaveAttribute("data-result", "verified", { timeout: 45_000 });
  await expect(result).toHaveText(new RegExp(`^Verified: ${hops} hops, \\d+(\\.\\d)? s\\.$`));
}

/** The numbers that customers call follow once a call on a test number is verified: by a plan, as everything does. */
async function promoteLiveNumber(page: Page, watch: string, hops: number): Promise<void> {
  await page.goto(watch.replace(/\/watch$/, "/settings"));
  const free = page
    .locator('select[aria-label^="What +"]')
    .filter({ has: page.locator("option:checked[value=none]") });
  const number = /\+\d+/.exec((await free.first().getAttribute("aria-label")) ?? "")?.[0] ?? "";
  await page.getByLabel(`What ${number} is for`).selectOption("live");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.goto(watch);
  await callAndVerify(page, hops);
  await page.getByRole("button", { name: "Promote 1 live number" }).click();
  await expect(page).toHaveURL(/\/plans\//, { timeout: 60_000 });
  await expect(
    page.locator('[data-action]:not([data-action="keep"])').filter({ hasText: number }),
  ).toHaveCount(1);
}

async function expectSetup(page: Page, done: number, next: string): Promise<void> {
  const setup = page.getByTestId("setup");
  await expect(setup.locator('[data-state="done"]')).toHaveCount(done);
  await expect(setup.locator('[aria-current="step"]')).toHaveAttribute("data-setup", next);
}

async function expectAllGood(shown: Locator, count: number): Promise<void> {
  await expect(shown).toHaveCount(count);
  for (const hop of await shown.all()) await expect(hop).toHaveAttribute("data-state", "good");
}
