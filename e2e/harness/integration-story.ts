import { expect, type Page } from "@playwright/test";
import type { Story } from "./story";

const runMs = 90_000;

type OfTenant = Pick<Story, "slug">;

/** From the list of connections, in a tenant that may have no other: the vendor's simulated twin. Its own page opens. */
export async function connectSandbox(page: Page, { slug }: OfTenant, title: string): Promise<void> {
  await page.goto(`/${slug}/connections`);
  await page
    .getByRole("main")
    .getByRole("link", { name: `Connect ${title}` })
    .click();
  await page.getByRole("radio", { name: /^Sandbox/ }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(/\/connections\/[0-9a-f-]{36}$/);
  await expect(page.locator("[data-check]").first()).toBeVisible();
}

/** From the list of connections: its credentials are proven by asking whose they are. */
export async function checkConnection(
  page: Page,
  { name, check }: { name: RegExp; check: string },
): Promise<void> {
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.locator(`[data-check="${check}"]`)).toHaveAttribute("data-state", /proven/);
}

/** The form of a new integration of this kind, by the list's link, with the name that it gets by itself. */
export async function beginIntegration(page: Page, { slug }: OfTenant, title: string): Promise<void> {
  await page.goto(`/${slug}/integrations/new`);
  await page.getByRole("link", { name: title }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(title);
}

/** Saves the form of a new integration, whose page opens. */
export async function saveIntegration(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(/\/integrations\/[0-9a-f-]{36}$/);
}

export async function openIntegration(page: Page, { slug }: OfTenant, title: string): Promise<void> {
  await page.goto(`/${slug}/integrations`);
  await page
    .getByRole("main")
    .getByRole("link", { name: new RegExp(title) })
    .click();
  await expect(page).toHaveURL(/\/integrations\/[0-9a-f-]{36}$/);
}

/** From the integration's page to a plan that makes something. */
export async function planIntegration(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Plan changes" }).click();
  await expect(page).toHaveURL(/\/plans\//);
  await expect(page.locator('[data-action="create"]').first()).toBeVisible();
}

export async function deployPlan(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Deploy \d+ steps$/ }).click();
  await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: runMs });
}

interface StoryCall {
  /** The ending's name. */
  ending: string;
  /** What the field of this label takes. */
  gives?: { label: string; value: object };
  /** Of the menu of what goes wrong. */
  fault?: string;
}

/** By the button of the screen at hand. Opens the trail. */
export async function callIntegration(page: Page, { ending, gives, fault }: StoryCall): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: "Place a test call" }).click();
  const dialog = page.getByRole("dialog", { name: "Place a test call" });
  await dialog.getByLabel(ending).check();
  if (gives) await dialog.getByLabel(gives.label).fill(JSON.stringify(gives.value));
  if (fault) await dialog.getByLabel("What goes wrong").selectOption({ label: fault });
  await dialog.getByRole("button", { name: "Call", exact: true }).click();
  await expect(page).toHaveURL(/\/contacts\/[\w-]{22,36}$/);
}

/** The trail at hand shows these hops as good, and no source of it failed. */
export async function expectGoodTrail(page: Page, hops: readonly string[]): Promise<void> {
  const shown = page.getByTestId("hops");
  for (const hop of hops) {
    await expect(shown.locator(`[data-hop="${hop}"]`)).toHaveAttribute("data-state", "good", {
      timeout: 45_000,
    });
  }
  await expect(page.locator('[data-source][data-state="failed"]')).toHaveCount(0);
}

export async function expectNothingToDo(page: Page, story: OfTenant, title: string): Promise<void> {
  await openIntegration(page, story, title);
  await page.getByRole("button", { name: "Plan changes" }).click();
  await expect(page.getByTestId("nothing-to-do")).toBeVisible({ timeout: 30_000 });
}

/** From the account; the integration's page says that nothing is left there. */
export async function removeFromAccount(page: Page, story: OfTenant, title: string): Promise<void> {
  await openIntegration(page, story, title);
  await page.getByRole("link", { name: "Remove", exact: true }).click();
  await page.getByRole("button", { name: "Plan the removal" }).click();
  await page.getByLabel(/^Type/).fill(title);
  await page.getByRole("button", { name: /^Remove \d+ steps$/ }).click();
  await expect(page.getByTestId("run-status")).toHaveText("succeeded", { timeout: runMs });
  await openIntegration(page, story, title);
  await expect(page.getByText("Nothing is deployed")).toBeVisible();
}
