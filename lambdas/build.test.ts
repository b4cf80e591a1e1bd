import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { buildLambda, buildLambdas } from "./build";

/** Every folder with a handler is a function. */
const names = readdirSync(import.meta.dirname)
  .filter((name) => existsSync(path.join(import.meta.dirname, name, "handler.ts")))
  .sort();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lambdas-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

test("two builds have the same bytes, even in another time zone, and stay small", async () => {
  expect(names.length).toBeGreaterThanOrEqual(8);
  const first = await buildLambdas(folder);
  expect(Object.keys(first)).toEqual(names);
  expect((await readdir(folder)).sort()).toEqual([...names.map((name) => `${name}.zip`), "manifest.json"]);
  const before = await Promise.all(names.map((name) => readFile(path.join(folder, `${name}.zip`))));
  vi.stubEnv("TZ", "Pacific/Auckland");
  const second = await buildLambdas(folder);
  const after = await Promise.all(names.map((name) => readFile(path.join(folder, `${name}.zip`))));
  expect(second).toEqual(first);
  expect(after.every((zip, index) => before[index]?.equals(zip))).toBe(true);
  for (const { sizeKiB, runtime } of Object.values(first)) {
    expect(sizeKiB).toBeLessThanOrEqual(12);
    expect(runtime).toBe("nodejs24.x");
  }
});

test("each zip contains one self-contained CommonJS file that exports the handler", async () => {
  for (const name of names) {
    const files = unzipSync(await buildLambda(name));
    expect(Object.keys(files)).toEqual(["index.js"]);
    const code = Buffer.from(files["index.js"] ?? []).toString("utf8");
    const module = { exports: {} as { handler?: unknown } };
    const onlyBuiltIns = (id: string): unknown => {
      if (!id.startsWith("node:")) throw new Error(`${name} requires ${id}`);
      return createRequire(import.meta.url)(id);
    };
    new Function("module", "exports", "require", code)(module, module.exports, onlyBuiltIns);
    expect(module.exports.handler).toBeTypeOf("function");
  }
});
