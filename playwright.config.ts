import { defineConfig } from "@playwright/test";
import { hasInstallation, theInstallation } from "./e2e/harness/installation";
import { chromiumArguments, findChromium } from "./scripts/browser/find-chromium.mjs";

// The commands say it once (scripts/setup/check-node.mjs).
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

// Playwright reads this file again in each of its processes: what was found once is handed on.
process.env.CHROMIUM_PATH ||= findChromium() ?? "";

/** A microphone without a device; the browser's question for it is answered with yes. */
const fakeMicrophone = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/harness/start-patchbay.ts",
  // Each worker has an installation of its own, each story a tenant and an account; a file's tests follow each other.
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
      // For all alike: a file with a browser of its own kind has to wait until the others are through.
      args: [...chromiumArguments(), ...fakeMicrophone],
    },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
