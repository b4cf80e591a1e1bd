import { defineConfig } from "@playwright/test";
import { hasInstallation, theInstallation } from "./e2e/harness/installation";
import { chromiumArguments, findChromium } from "./scripts/browser/find-chromium.mjs";

// The commands say it once (scripts/setup/check-node.mjs).
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

// Playwright reads this file again in each of its processes: what was found once is handed on.
process.env.CHROMIUM_PATH ||= findChromium() ?? "";

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/harness/start-patchbay.ts",
  // Each worker has an installation with a sandbox account of its own; a file's tests follow each other.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  outputDir: "test-results/browser",
  reporter: [["list"], ["./scripts/browser/sweep-traces.ts"]],
  use: {
    // This file is read again in each worker, which has an installation by then.
    baseURL: hasInstallation() ? theInstallation().address : undefined,
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 1360, height: 900 },
    // Without a graphics card each frame of a pulsing mark is drawn by the processor that runs the console.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
      args: chromiumArguments(),
    },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
