import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { logLimits, openRotatingLog } from "./rotating-log.mjs";

let folder = "";
let file = "";
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay log "));
  file = path.join(folder, "console.log");
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const read = (name: string) => fs.readFileSync(path.join(folder, name), "utf8");

test("a log stays within its size and its number of files, however much is written", () => {
  const log = openRotatingLog(file, { biggestBytes: 100, files: 3 });
  for (let line = 0; line < 1_000; line += 1)
    log.write(Buffer.from(`line ${String(line).padStart(4, "0")}\n`));
  log.close();
  expect(fs.readdirSync(folder).sort()).toEqual(["console.log", "console.log.1", "console.log.2"]);
  for (const name of fs.readdirSync(folder))
    expect(fs.statSync(path.join(folder, name)).size).toBeLessThan(101);
  expect(read("console.log").endsWith("line 0999\n")).toBe(true);
  expect(read("console.log.2") + read("console.log.1") + read("console.log")).toMatch(
    /^line \d{4}\n(line \d{4}\n)+$/,
  );
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
});

test("a log that is full at the start is put aside first, and another goes on where it ends", () => {
  fs.writeFileSync(file, "x".repeat(100));
  const log = openRotatingLog(file, { biggestBytes: 100, files: 2 });
  log.write(Buffer.from("new\n"));
  log.close();
  expect(read("console.log.1")).toHaveLength(100);
  const again = openRotatingLog(file, { biggestBytes: 100, files: 2 });
  expect(again.position()).toBe(4);
  again.write(Buffer.from("newer\n"));
  again.close();
  expect(read("console.log")).toBe("new\nnewer\n");
});

test("one file alone is begun again", () => {
  const log = openRotatingLog(file, { biggestBytes: 10, files: 1 });
  for (const text of ["12345678", "abcdefgh"]) log.write(Buffer.from(text));
  log.close();
  expect(fs.readdirSync(folder)).toEqual(["console.log"]);
  expect(read("console.log")).toBe("abcdefgh");
});

test("the size and the number are settings", () => {
  expect(logLimits({ NODE_ENV: "test" })).toEqual({ biggestBytes: 10_000_000, files: 5 });
  expect(logLimits({ NODE_ENV: "test", PATCHBAY_LOG_MEGABYTES: "2", PATCHBAY_LOG_FILES: "9" })).toEqual({
    ...{ biggestBytes: 2_000_000, files: 9 },
  });
});
