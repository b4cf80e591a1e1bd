import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { asRole, databaseRoles } from "@/lib/kernel/database-roles";
import { environmentOf } from "./child-environment.mjs";
import { makeEnvironment } from "./environment.mjs";
import { inRoot } from "./paths.mjs";
import { simulatedVendors, vendorUrlSetting } from "./simulated-vendors.mjs";

/** What the starters gave to a process, by its name. */
const started = new Map<string, NodeJS.ProcessEnv>();
vi.mock("../process/supervise-process.mjs", () => ({
  superviseProcess: async ({ name, env }: { name: string; env: NodeJS.ProcessEnv }) => {
    started.set(name, env);
    return { said: { out: '{"ready":true}\n', err: "" }, stop: async () => undefined, pid: () => 1 };
  },
}));
vi.mock("../process/run-command.mjs", () => ({
  runCommand: async ({ title, env }: { title: string; env: NodeJS.ProcessEnv }) => {
    started.set(title, env);
    return "";
  },
}));
vi.mock("./ports.mjs", async (original) => ({
  ...(await original<object>()),
  rememberedPort: async () => 1,
}));

const keys = {
  PATCHBAY_KEY_RING: "ring",
  NEXTAUTH_SECRET: "secret",
  PATCHBAY_OWNER_PASSWORD: "owner",
  PATCHBAY_APP_PASSWORD: "p/w%with+odd@signs",
  PATCHBAY_INSTALLATION: "ab-12",
  PATCHBAY_SANDBOX_ACCESS_KEY_ID: "AKIA",
  PATCHBAY_SANDBOX_SECRET_ACCESS_KEY: "key",
  PATCHBAY_SANDBOX_CONTROL_KEY: "control",
  PATCHBAY_FIRST_PASSWORD: "first",
};
const databaseUrl = "postgresql://owner:owner-secret@127.0.0.1:5432/patchbay";
const sandbox = {
  awsUrl: "http://a",
  vendorUrls: Object.fromEntries(simulatedVendors.map((name) => [name, `http://${name}`])),
};
/** What an operator's own shell may hold. */
const shell = {
  PATH: "/bin",
  AWS_PROFILE: "customer",
  https_proxy: "http://proxy",
  GITHUB_TOKEN: "theirs",
  PATCHBAY_TRUST_PROXY: "on",
  PATCHBAY_WORKER_CONCURRENCY: "2",
  PATCHBAY_HOST: "127.0.0.1",
  NODE_ENV: "production" as const,
};
const env = makeEnvironment({
  keys,
  dataFolder: "/data",
  databaseUrl,
  sandbox,
  consolePort: 3000,
  env: shell,
});

/** Without what is of the machine. */
const ownOf = (given: NodeJS.ProcessEnv | undefined) =>
  Object.keys(given ?? {})
    .filter(
      (name) => !["PATH", "NODE_ENV", "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"].includes(name),
    )
    .sort();

const sandboxNames = [
  ...simulatedVendors.map(vendorUrlSetting),
  ...["PATCHBAY_SANDBOX_CONTROL_KEY", "PATCHBAY_SANDBOX_URL"],
];

describe("the environment", () => {
  beforeEach(() => started.clear());

  test("of the sandbox holds its own keys, and neither the key ring, the session secret nor a database", async () => {
    const { startSandbox } = await import("../services/sandbox.mjs");
    await startSandbox({ dataFolder: "/data", env });
    expect(ownOf(started.get("sandbox"))).toEqual([
      ...["PATCHBAY_SANDBOX_ACCESS_KEY_ID", "PATCHBAY_SANDBOX_CONTROL_KEY"],
      "PATCHBAY_SANDBOX_SECRET_ACCESS_KEY",
    ]);
  });

  test("of the console holds its own database role's address, and none of the owner's", async () => {
    const { startConsole } = await import("../services/console.mjs");
    await startConsole({ dataFolder: "/data", env, port: 3000, mode: "start" });
    const given = started.get("console");
    expect(ownOf(given)).toEqual(
      [
        ...["AUTH_TRUST_HOST", "AWS_PROFILE", "NEXTAUTH_SECRET", "NEXTAUTH_URL", "NEXT_MANUAL_SIG_HANDLE"],
        ...["NEXT_TELEMETRY_DISABLED", "PATCHBAY_APP_DATABASE_URL", "PATCHBAY_DATA", "PATCHBAY_HOST"],
        ...[
          "PATCHBAY_INSTALLATION",
          "PATCHBAY_KEY_RING",
          "PATCHBAY_KEY_RING_FILE",
          "PATCHBAY_TRUST_PROXY",
          "PORT",
          "https_proxy",
        ],
        ...sandboxNames,
      ].sort(),
    );
    expect(given?.PATCHBAY_APP_DATABASE_URL).toBe(
      asRole(databaseUrl, databaseRoles(keys).app, keys.PATCHBAY_APP_PASSWORD),
    );
  });

  test("of the worker holds the queue's database, and not the secret of sessions", async () => {
    const { startWorker } = await import("../services/worker.mjs");
    await startWorker({ dataFolder: "/data", env });
    expect(ownOf(started.get("worker"))).toEqual(
      [
        ...["AWS_PROFILE", "DATABASE_URL", "PATCHBAY_APP_PASSWORD", "PATCHBAY_DATA", "PATCHBAY_INSTALLATION"],
        ...[
          "PATCHBAY_KEY_RING",
          "PATCHBAY_KEY_RING_FILE",
          "PATCHBAY_WORKER_CONCURRENCY",
          "PATCHBAY_WORKER_PLACE",
          "https_proxy",
        ],
        ...sandboxNames,
      ].sort(),
    );
  });

  test("of migrations and of the first data holds what each writes with", async () => {
    const { migrateDatabase, seedDatabase } = await import("./prepare-database.mjs");
    await migrateDatabase({ env, dataFolder: "/data", note: () => undefined });
    await seedDatabase({ env, dataFolder: "/data" });
    const migrations = ["DATABASE_URL", "PATCHBAY_APP_PASSWORD", "PATCHBAY_INSTALLATION"];
    expect(ownOf(started.get("Migrating the database"))).toEqual(
      [...migrations, "AWS_PROFILE", "https_proxy"].sort(),
    );
    expect(ownOf(started.get("Seeding the database"))).toEqual(
      [
        ...[...migrations, ...sandboxNames, "AWS_PROFILE", "https_proxy", "PATCHBAY_DATA"],
        ...["PATCHBAY_FIRST_PASSWORD", "PATCHBAY_KEY_RING", "PATCHBAY_KEY_RING_FILE", "PATCHBAY_PROCESS"],
      ].sort(),
    );
  });

  test("of the embedded database and of what ends leftovers holds nothing of ours", () => {
    expect(ownOf(environmentOf("postgres", env))).toEqual([]);
    expect(ownOf(environmentOf("reaper", env))).toEqual([]);
    for (const [file, child] of [
      ["services/postgres.mjs", "postgres"],
      ["process/guarded-process.mjs", "reaper"],
    ])
      expect(readFileSync(inRoot("scripts", ...(file ?? "").split("/")), "utf8")).toContain(
        `environmentOf("${child}", process.env)`,
      );
  });

  test("has every setting of lib/kernel/config in one process at least, but for those that are no process's", () => {
    const source = readFileSync(inRoot("lib", "kernel", "config.ts"), "utf8");
    const names = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((hit) => hit[1] ?? "");
    const all = Object.fromEntries(names.map((name) => [name, "x"]));
    const reached = (["migrations", "seed", "sandbox", "worker", "console"] as const).flatMap((child) =>
      Object.keys(environmentOf(child, { ...all, DATABASE_URL: databaseUrl, NODE_ENV: "test" })),
    );
    expect(names.filter((name) => !reached.includes(name))).toEqual([]);
  });
});
