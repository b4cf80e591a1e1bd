import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeEnvironment } from "./environment.mjs";
import { addRingKey, loadKeys } from "./keys.mjs";

let folder = "";
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-keys-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const keysFile = () => path.join(folder, "keys.json");

test("keys are made once, in a file that only its owner may read", () => {
  const made = loadKeys(folder);
  expect(fs.statSync(keysFile()).mode & 0o777).toBe(0o600);
  expect(loadKeys(folder)).toEqual(made);
  const ring = JSON.parse(made.PATCHBAY_KEY_RING ?? "");
  expect(Buffer.from(ring.keys[ring.current], "base64")).toHaveLength(32);
  expect(fs.readdirSync(folder)).toEqual(["keys.json"]);
});

test("two installations have no key in common", () => {
  const one = loadKeys(folder);
  fs.rmSync(keysFile());
  const other = loadKeys(folder);
  expect(Object.keys(one).length).toBeGreaterThan(3);
  for (const name of Object.keys(one)) expect(other[name], name).not.toBe(one[name]);
});

test("a file that was opened to others is closed again, and a key that is missing is added to the rest", () => {
  const { NEXTAUTH_SECRET, ...rest } = loadKeys(folder);
  expect(NEXTAUTH_SECRET?.length).toBeGreaterThanOrEqual(32);
  fs.writeFileSync(keysFile(), JSON.stringify(rest));
  fs.chmodSync(keysFile(), 0o644);
  const again = loadKeys(folder);
  expect(again).toMatchObject(rest);
  expect(again.NEXTAUTH_SECRET).not.toBe(NEXTAUTH_SECRET);
  expect(fs.statSync(keysFile()).mode & 0o777).toBe(0o600);
});

test("a damaged file is told, and never replaced by new keys", () => {
  loadKeys(folder);
  fs.writeFileSync(keysFile(), '{"PATCHBAY_KEY_RING": ');
  expect(() => loadKeys(folder)).toThrow(/keys\.json is damaged\. Restore it from a backup/);
  expect(fs.readFileSync(keysFile(), "utf8")).toBe('{"PATCHBAY_KEY_RING": ');
});

test("a new ring key becomes the current one and leaves the old ones to open what they encrypted", () => {
  const before = JSON.parse(loadKeys(folder).PATCHBAY_KEY_RING ?? "");
  const after = JSON.parse(addRingKey(folder).keyRing);
  expect(after.current).toBe("k2");
  expect(after.keys).toMatchObject(before.keys);
  expect(JSON.parse(loadKeys(folder).PATCHBAY_KEY_RING ?? "")).toEqual(after);
});

test("a variable of the environment goes before the file, and npm's own aren't handed on", () => {
  const env = makeEnvironment({
    keys: { NEXTAUTH_SECRET: "file", PATCHBAY_INSTALLATION: "file" },
    dataFolder: folder,
    databaseUrl: "postgresql://somewhere",
    consolePort: 3210,
    env: { NEXTAUTH_SECRET: "given", npm_config_registry: "x", NODE_ENV: "test" },
  });
  expect(env).toMatchObject({
    NEXTAUTH_SECRET: "given",
    PATCHBAY_INSTALLATION: "file",
    NEXTAUTH_URL: "http://localhost:3210",
    PORT: "3210",
  });
  expect(env).not.toHaveProperty("npm_config_registry");
});

test("an address that was given is kept, and only it is trusted", () => {
  const env = makeEnvironment({
    keys: {},
    dataFolder: folder,
    databaseUrl: "postgresql://somewhere",
    consolePort: 3210,
    env: { NEXTAUTH_URL: "https://patchbay.example", NODE_ENV: "test" },
  });
  expect(env.NEXTAUTH_URL).toBe("https://patchbay.example");
  expect(env).not.toHaveProperty("AUTH_TRUST_HOST");
});
