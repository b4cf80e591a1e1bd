import { defineConfig } from "@playwright/test";
import { chromiumArguments, findChromium } from "./scripts/browser/find-chromium.mjs";

// The commands say it once (scripts/setup/check-node.mjs).
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

// Playwright reads this file again in each of its processes: what was found once is handed on.
process.env.CHROMIUM_PATH ||= findChromium() ?? "";

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/harness/start-patchbay.ts",
  // One installation with one sandbox account behind all tests: they follow each other.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  outputDir: "test-results/browser",
  reporter: [["list"], ["./scripts/browser/sweep-traces.ts"]],
  use: {
    baseURL: process.env.PATCHBAY_E2E_URL,
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 1360, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      args: chromiumArguments(),
    },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
