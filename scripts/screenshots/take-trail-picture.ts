import fs from "node:fs";
import { chromium, type Page } from "playwright";
import { theInstallation } from "@/e2e/harness/installation";
import startPatchbay from "@/e2e/harness/start-patchbay";
import { findBlueprint } from "@/lib/vendors/blueprints";
import { chromiumArguments, findChromium } from "../browser/find-chromium.mjs";
import { findDemo } from "../demo/find-demo";
import { inRoot } from "../setup/paths.mjs";

// `npm run screenshots`: the README's picture, taken of the real thing: an installation of its own, in which the main
// job is done in the browser as a person does it.

const deploySeconds = 120;
const callSeconds = 60;

const stop = await startPatchbay({ workers: 1 });
try {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: chromiumArguments(),
  });
  try {
    const page = await browser.newPage({
      baseURL: theInstallation().address,
      viewport: { width: 1360, height: 900 },
      deviceScaleFactor: 2,
      locale: "en-GB",
      timezoneId: "UTC",
      colorScheme: "light",
    });
    await goToTrail(page);
    const folder = inRoot("docs", "images");
    fs.mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: inRoot("docs", "images", "trail.png") });
    process.stdout.write(`Took ${inRoot("docs", "images", "trail.png")}\n`);
  } finally {
    await browser.close();
  }
} finally {
  await stop();
}

/** Signs in, deploys what the demo shows, places a call and waits until its trail has every hop. */
async function goToTrail(page: Page): Promise<void> {
  const { email, password } = theInstallation();
  await page.goto("/sign-in?next=/sandbox/overview");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: `Plan ${findBlueprint(findDemo().demo.blueprint)?.title}` }).click();
  await page.getByRole("button", { name: /^Deploy \d+ steps$/ }).click();
  const status = page.getByTestId("run-status").getByText("succeeded");
  await status.waitFor({ timeout: deploySeconds * 1000 });
  // The end of a run draws its screen again, a dialog on it included.
  await page.reload();
  await page.getByRole("main").getByRole("button", { name: "Place a test call" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Call", exact: true }).click();
  await page.waitForURL(/\/contacts\/[0-9a-f-]{36}/);
  const agent = page.getByTestId("hops").locator('[data-hop="agent"][data-state="good"]');
  await agent.waitFor({ timeout: callSeconds * 1000 });
  // The trail reads again until nothing new comes; the picture is of one that is at rest.
  await page.locator('[data-source][data-state="loading"]').first().waitFor({ state: "detached" });
}
