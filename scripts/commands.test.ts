import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDataFolder } from "./setup/data-folder.mjs";
import { inRoot } from "./setup/paths.mjs";

// The commands as processes of their own, as far as they come without installing or building anything.

let place = "";
beforeEach(() => {
  place = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "patchbay commands ")));
});
afterEach(() => fs.rmSync(place, { recursive: true, force: true }));

function run(script: string, args: string[], env: Record<string, string>) {
  return spawnSync(process.execPath, [inRoot("scripts", script), ...args], {
    encoding: "utf8",
    timeout: 15_000,
    env: { PATH: process.env.PATH, NODE_ENV: "test", TMPDIR: place, ...env },
  });
}

describe("what is wrong is told at once, in one line, and before anything is made", () => {
  const data = () => path.join(place, "data");

  test.each([
    [
      "a setting",
      { PATCHBAY_FIRST_PASSWORD: "short" },
      /^Invalid settings: PATCHBAY_FIRST_PASSWORD must have/,
    ],
    ["a log level", { PATCHBAY_LOG_LEVEL: "loud" }, /^Invalid settings: PATCHBAY_LOG_LEVEL must be one of/],
    ["a database", { DATABASE_URL: "localhost" }, /^Invalid settings: DATABASE_URL must look like/],
    ["a port", { PORT: "abc" }, /^Invalid settings: PORT must be a port/],
    ["an address", { PATCHBAY_HOST: "192.0.2.1" }, /^The console can't listen on PATCHBAY_HOST 192\.0\.2\.1/],
  ])("%s of npm start", (_what, env, sentence) => {
    const { status, stdout, stderr } = run("start.mjs", [], { PATCHBAY_DATA: data(), ...env });
    expect(stderr.trim()).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stdout).toBe("");
    expect(status).toBe(1);
    expect(fs.existsSync(data())).toBe(false);
  });

  test.each([
    "start.mjs",
    "worker.mjs",
    "migrate.mjs",
    "rotate-secrets.mjs",
    "verify-audit.mjs",
    "reset.mjs",
  ])("a data folder of %s that is a file", (script) => {
    fs.writeFileSync(data(), "");
    const { status, stderr } = run(script, [], { PATCHBAY_DATA: data() });
    expect(stderr.trim()).toBe(
      `The data folder ${data()} can't be used: it is a file. Fix this, or set PATCHBAY_DATA to another folder.`,
    );
    expect(status).toBe(1);
  });

  test.each([
    "worker.mjs",
    "migrate.mjs",
    "rotate-secrets.mjs",
    "verify-audit.mjs",
    "demo.mjs",
    "bench.mjs",
    "screenshots.mjs",
  ])("a setting of %s", (script) => {
    const { status, stderr } = run(script, [], { PATCHBAY_DATA: data(), PATCHBAY_LOG_LEVEL: "loud" });
    expect(stderr).toMatch(/Invalid settings: PATCHBAY_LOG_LEVEL/);
    expect(stderr).not.toMatch(/ at /);
    expect(status).toBe(1);
    expect(fs.existsSync(data())).toBe(false);
  });

  test("a part that the tests don't have", () => {
    const { status, stdout, stderr } = run("test.mjs", ["lnt"], {});
    expect(stderr).toBe(
      'npm test has no part "lnt". Available: types, lint, unit, integration, browser, long.\n',
    );
    expect(stdout).toBe("");
    expect(status).toBe(1);
    expect(fs.readdirSync(place)).toEqual([]);
  });
});

describe("npm run reset", () => {
  const open = () => {
    const folder = openDataFolder({
      needsPostgres: false,
      env: { PATCHBAY_DATA: path.join(place, "data"), NODE_ENV: "test" },
    });
    fs.writeFileSync(path.join(folder, "keys.json"), "{}");
    return folder;
  };

  test("asks, whatever npm's own setting `yes` says", () => {
    const folder = open();
    const { status, stderr } = run("reset.mjs", [], { PATCHBAY_DATA: folder, npm_config_yes: "true" });
    expect(stderr).toMatch(/npm run reset -- --yes/);
    expect(status).toBe(1);
    expect(fs.existsSync(path.join(folder, "keys.json"))).toBe(true);
  });

  test("empties the data folder without asking for --yes", () => {
    const folder = open();
    expect(run("reset.mjs", ["--yes"], { PATCHBAY_DATA: folder }).status).toBe(0);
    expect(fs.readdirSync(folder)).toEqual(["patchbay-data.txt"]);
  });
});
