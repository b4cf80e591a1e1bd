import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");

// Each test process would say it again; the commands say it once (scripts/setup/check-node.mjs).
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** Two projects: "unit" needs nothing outside the process; "integration" starts PostgreSQL, the sandbox, or both. */
export default defineConfig({
  resolve: { alias: { "@": root } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{app,bench,components,lib,lambdas,sandbox,prisma,scripts}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.integration.test.ts", "**/node_modules/**"],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["{app,lib,lambdas,sandbox,prisma,scripts}/**/*.integration.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: ["./lib/testing/postgres-global.ts"],
          testTimeout: 60_000,
          hookTimeout: 90_000,
          // Not more: at a higher load the sandbox's functions really run out of time, and calls show it.
          maxWorkers: 2,
          // After the unit tests: the two share the machine.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
