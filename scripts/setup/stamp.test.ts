import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hashSources, isUpToDate, listFiles, writeStamp } from "./stamp.mjs";

let folder = "";
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay stamp "));
  fs.mkdirSync(path.join(folder, "lib", "deep"), { recursive: true });
  fs.writeFileSync(path.join(folder, "lib", "a.ts"), "a");
  fs.writeFileSync(path.join(folder, "lib", "deep", "b.ts"), "b");
  fs.writeFileSync(path.join(folder, "lib", "a.test.ts"), "test");
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const hash = () => hashSources(folder, ["lib", "absent.ts"], { ignore: /\.test\.ts$/ });

describe("hashSources", () => {
  test("stays the same when a file is only touched, or a test of it changes", () => {
    const before = hash();
    fs.utimesSync(path.join(folder, "lib", "a.ts"), new Date(0), new Date(0));
    fs.writeFileSync(path.join(folder, "lib", "a.test.ts"), "another test");
    expect(hash()).toBe(before);
  });

  test("changes with a file's content, its name, and its disappearance", () => {
    const seen = new Set([hash()]);
    fs.writeFileSync(path.join(folder, "lib", "a.ts"), "A");
    seen.add(hash());
    fs.renameSync(path.join(folder, "lib", "a.ts"), path.join(folder, "lib", "c.ts"));
    seen.add(hash());
    fs.rmSync(path.join(folder, "lib", "c.ts"));
    seen.add(hash());
    fs.writeFileSync(path.join(folder, "absent.ts"), "");
    seen.add(hash());
    expect(seen.size).toBe(5);
  });

  test("tells apart what moved from one file into another", () => {
    const before = hash();
    fs.writeFileSync(path.join(folder, "lib", "a.ts"), "b");
    fs.writeFileSync(path.join(folder, "lib", "deep", "b.ts"), "a");
    expect(hash()).not.toBe(before);
  });
});

test("listFiles names each file once, in one order, with slashes", () => {
  expect(listFiles(folder, ["lib/deep", "lib", "lib/a.ts"])).toEqual([
    "lib/a.test.ts",
    "lib/a.ts",
    "lib/deep/b.ts",
  ]);
});

describe("isUpToDate", () => {
  test("holds only for the stamp that was written, and only while the output is there", () => {
    const stamp = path.join(folder, "out", ".stamp");
    const output = path.join(folder, "out", "made.txt");
    expect(isUpToDate(stamp, "1", [output])).toBe(false);
    writeStamp(stamp, "1");
    expect(isUpToDate(stamp, "1", [output])).toBe(false);
    fs.writeFileSync(output, "");
    expect(isUpToDate(stamp, "1", [output])).toBe(true);
    expect(isUpToDate(stamp, "2", [output])).toBe(false);
  });
});
