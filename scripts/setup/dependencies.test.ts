import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { isAsLocked, judgeInstallation, writeInstallationStamp } from "./dependencies.mjs";
import { inRoot } from "./paths.mjs";

const locked = {
  "": { version: "0.1.0" },
  "node_modules/next": { version: "16.0.0", integrity: "sha512-next" },
  "node_modules/vitest": { version: "4.0.0", integrity: "sha512-vitest", dev: true },
  "node_modules/picomatch": { version: "4.0.0", integrity: "sha512-pico", devOptional: true },
  "node_modules/@next/swc-darwin-arm64": { version: "16.0.0", integrity: "sha512-swc", optional: true },
};
const { "node_modules/vitest": _, "node_modules/picomatch": __, ...production } = locked;
const { "node_modules/@next/swc-darwin-arm64": ___, ...onAnotherPlatform } = locked;

describe("isAsLocked", () => {
  test("takes an installation that lacks only what belongs to another platform", () => {
    expect(isAsLocked(locked, onAnotherPlatform, { hasDev: true })).toBe(true);
  });

  test("takes one without the development packages where they aren't needed, and only there", () => {
    expect(isAsLocked(locked, production, { hasDev: false })).toBe(true);
    expect(isAsLocked(locked, production, { hasDev: true })).toBe(false);
  });

  test("takes one with the development packages also where they aren't needed", () => {
    expect(isAsLocked(locked, locked, { hasDev: false })).toBe(true);
  });

  test("refuses another version, other contents of the same version, and a package that is missing", () => {
    const next = "node_modules/next";
    const older = { ...locked, [next]: { version: "15.0.0", integrity: "sha512-next" } };
    const tampered = { ...locked, [next]: { version: "16.0.0", integrity: "sha512-other" } };
    const { [next]: ____, ...without } = locked;
    for (const hasDev of [true, false]) {
      expect(isAsLocked(locked, older, { hasDev })).toBe(false);
      expect(isAsLocked(locked, tampered, { hasDev })).toBe(false);
      expect(isAsLocked(locked, without, { hasDev })).toBe(false);
    }
  });
});

describe("judgeInstallation", () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true });
  });

  /** As npm leaves it: its list, and a folder for each package in it. */
  function installationOf(installed: Record<string, object>): string {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-packages-"));
    folders.push(folder);
    fs.writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify({ packages: locked }));
    for (const name of Object.keys(installed)) fs.mkdirSync(path.join(folder, name), { recursive: true });
    const list = path.join(folder, "node_modules", ".package-lock.json");
    fs.writeFileSync(list, JSON.stringify({ packages: installed }));
    return folder;
  }
  const { "": ____, ...whole } = onAnotherPlatform;
  const { "": _____, ...needed } = production;

  test("has nothing to do for packages that are there and stamped", () => {
    const folder = installationOf(whole);
    expect(judgeInstallation(folder, { isProduction: false })).toEqual({ state: "unstamped", hasDev: true });
    writeInstallationStamp(folder, { hasDev: true });
    expect(judgeInstallation(folder, { isProduction: false })).toEqual({ state: "stamped", hasDev: true });
  });

  test("installs again when the folder of a listed package is gone, stamped or not", () => {
    const folder = installationOf(whole);
    fs.rmSync(path.join(folder, "node_modules/next"), { recursive: true });
    expect(judgeInstallation(folder, { isProduction: false }).state).toBe("absent");
    writeInstallationStamp(folder, { hasDev: true });
    expect(judgeInstallation(folder, { isProduction: false }).state).toBe("absent");
  });

  test("installs again when the lock file changed after the stamp", () => {
    const folder = installationOf(whole);
    writeInstallationStamp(folder, { hasDev: true });
    const newer = { ...locked, "node_modules/next": { version: "16.0.1", integrity: "sha512-newer" } };
    fs.writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify({ packages: newer }));
    expect(judgeInstallation(folder, { isProduction: false }).state).toBe("absent");
  });

  test("leaves out the development packages only where they aren't needed", () => {
    const folder = installationOf(needed);
    writeInstallationStamp(folder, { hasDev: false });
    expect(judgeInstallation(folder, { isProduction: true })).toEqual({ state: "stamped", hasDev: false });
    expect(judgeInstallation(folder, { isProduction: false })).toEqual({ state: "absent", hasDev: true });
  });

  test("installs where there are no packages at all", () => {
    const folder = installationOf({ "node_modules/next": {} });
    fs.rmSync(path.join(folder, "node_modules"), { recursive: true });
    expect(judgeInstallation(folder, { isProduction: true })).toEqual({ state: "absent", hasDev: false });
  });
});

describe("the packages this project names", () => {
  const manifest: Record<string, unknown> = readJson("package.json");
  const lock: Record<string, unknown> = readJson("package-lock.json");
  const named = ["dependencies", "optionalDependencies", "devDependencies"].flatMap((part) =>
    Object.entries(record(manifest[part])).map(([name, version]) => ({ name, version: String(version) })),
  );
  const packages = Object.entries(record(lock.packages)).map(([place, entry]) => ({
    place,
    ...record(entry),
  }));

  test("have exact versions", () => {
    expect(named.filter(({ version }) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))).toEqual([]);
  });

  test("are no pre-release, unless docs/decisions/dependencies.md gives the reason", () => {
    const reasons = fs.readFileSync(inRoot("docs", "decisions", "dependencies.md"), "utf8");
    const scopeOf = (name: string) => name.replace(/\/.*/, "/*");
    const unexplained = named.filter(
      ({ name, version }) =>
        version.includes("-") && ![name, scopeOf(name)].some((word) => reasons.includes(`\`${word}\``)),
    );
    expect(unexplained).toEqual([]);
  });

  test("share one copy of each part of the AWS SDK", () => {
    const names = packages
      .map(({ place }) => place.split("node_modules/").at(-1) ?? "")
      .filter((name) => /^@(aws-sdk|smithy|aws-crypto)\//.test(name));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("come from whatever registry npm is set to: the lock file names none", () => {
    const resolved = packages
      .map((entry): Record<string, unknown> => entry)
      .filter((entry) => "resolved" in entry);
    expect(resolved.filter((entry) => entry.link !== true).map(({ place }) => place)).toEqual([]);
    expect(resolved.map((entry) => entry.resolved)).toEqual(manifest.workspaces);
  });
});

function readJson(file: string) {
  return JSON.parse(fs.readFileSync(inRoot(file), "utf8"));
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
