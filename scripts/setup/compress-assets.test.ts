import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compressAssets } from "./compress-assets.mjs";

const source = "export const cable = 1;\n".repeat(200);
let folder = "";

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "compress-"));
  fs.writeFileSync(path.join(folder, "a1.js"), source);
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test("whoever reads the compressed file meanwhile has the older one whole, or the new one", async () => {
  const file = path.join(folder, "a1.js.br");
  fs.writeFileSync(file, "the older one");
  const reader = fs.openSync(file, "r");
  try {
    expect(await compressAssets(folder)).toBe(1);
    expect(fs.readFileSync(reader, "utf8")).toBe("the older one");
  } finally {
    fs.closeSync(reader);
  }
  expect(brotliDecompressSync(fs.readFileSync(file)).toString()).toBe(source);
});

test("a file that can't be written is an error, and nothing is left of it", async () => {
  const file = path.join(folder, "a1.js.br");
  fs.mkdirSync(file);
  await expect(compressAssets(folder)).rejects.toThrow(file);
  expect(fs.readdirSync(folder).sort()).toEqual(["a1.js", "a1.js.br"]);
});
