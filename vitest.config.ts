import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { listLoneTests } from "./scripts/tests/list-lone-tests.mjs";
import { SlowFirst } from "./scripts/tests/slow-first.mjs";

const root = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");

// Each test process would say it again; the commands say it once (scripts/setup/check-node.mjs).
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const folders = ["app", "bench", "components", "lib", "lambdas", "sandbox", "prisma", "scripts"];
const loneUnits = listLoneTests(folders, "unit");
const loneIntegrations = listLoneTests(folders, "integration");
const everywhere = `{${folders.join(",")}}/**`;

/** Vitest's own count leaves one processor out: on two, half the machine stood still. */
const unitWorkers = { maxWorkers: Math.max(2, availableParallelism() - 1) };

/** For tests that start PostgreSQL, the sandbox, or both. */
const withServices = {
  exclude: ["**/node_modules/**"],
  setupFiles: ["./lib/testing/fresh-environment.ts"],
  globalSetup: ["./lib/testing/postgres-global.ts", "./sandbox/testing/build-for-run.ts"],
  testTimeout: 60_000,
  hookTimeout: 90_000,
  // Not more: at a higher load the sandbox's functions really run out of time, and calls show it.
  maxWorkers: 2,
};

/**
 * "unit" needs nothing outside the process; "integration" and "long" start PostgreSQL, the sandbox, or both; what can't
 * share its process' modules is "unit-alone" and "integration-alone". "long" is what waits for AWS's time limits or deploys
 * again and again, each file by itself: a command of its own.
 */
export default defineConfig({
  resolve: { alias: { "@": root } },
  test: {
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          ...unitWorkers,
          include: [`${everywhere}/*.test.{ts,tsx}`],
          exclude: ["**/*.{integration,long}.test.ts", "**/node_modules/**", ...loneUnits],
          testTimeout: 20_000,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "unit-alone",
          ...unitWorkers,
          include: loneUnits,
          exclude: ["**/node_modules/**"],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [`${everywhere}/*.integration.test.ts`],
          ...withServices,
          exclude: [...withServices.exclude, ...loneIntegrations],
          isolate: false,
          // After the unit tests: the two share the machine.
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "integration-alone",
          ...withServices,
          include: loneIntegrations,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "long",
          include: [`${everywhere}/*.long.test.ts`],
          ...withServices,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
