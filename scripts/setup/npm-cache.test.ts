import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findNpmCache } from "./npm-cache.mjs";

let home = "";
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay home "));
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(home, { recursive: true, force: true });
});

test("npm keeps its own cache where the home folder can be written, also before it is made", () => {
  expect(findNpmCache({ HOME: home, NODE_ENV: "test" })).toMatchObject({ args: [], remark: "" });
  expect(findNpmCache({ npm_config_cache: path.join(home, "deep", "cache"), NODE_ENV: "test" }).args).toEqual(
    [],
  );
});

test("npm gets a temporary cache where the home folder can't be written, and that is said", () => {
  // Root may write everywhere, so the system's answer is given here.
  vi.spyOn(fs, "accessSync").mockImplementation(() => {
    throw Object.assign(new Error("EACCES"), { code: "EACCES" });
  });
  const { args, remark, forget } = findNpmCache({ HOME: home, NODE_ENV: "test" });
  const [flag, folder = ""] = args;
  expect(flag).toBe("--cache");
  expect(fs.existsSync(folder)).toBe(true);
  expect(remark).toContain(`${path.join(home, ".npm")} can't be written`);
  forget();
  expect(fs.existsSync(folder)).toBe(false);
});

test("a home that is a file, or lies in a place that takes no folders, is none", () => {
  const file = path.join(home, "file");
  fs.writeFileSync(file, "");
  const { args, forget } = findNpmCache({ HOME: file, NODE_ENV: "test" });
  forget();
  expect(args).toHaveLength(2);
});
