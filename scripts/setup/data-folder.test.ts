import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { emptyDataFolder, openDataFolder } from "./data-folder.mjs";

let place = "";
beforeEach(() => {
  place = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "patchbay data ")));
});
afterEach(() => fs.rmSync(place, { recursive: true, force: true }));

const open = (folder: string) =>
  openDataFolder({ needsPostgres: false, env: { PATCHBAY_DATA: folder, NODE_ENV: "test" } });

test("a data folder is made where it is wanted, and emptied down to the note that it is one", () => {
  const folder = open(path.join(place, "a", "b"));
  fs.writeFileSync(path.join(folder, "keys.json"), "{}");
  emptyDataFolder(folder);
  expect(fs.readdirSync(folder)).toEqual(["patchbay-data.txt"]);
  expect(open(folder)).toBe(folder);
});

test("a folder with other things in it is neither taken nor emptied", () => {
  fs.writeFileSync(path.join(place, "thesis.txt"), "years of work");
  expect(() => open(place)).toThrow("already contains other files");
  expect(() => emptyDataFolder(place)).toThrow("Nothing was removed");
  expect(fs.readdirSync(place)).toEqual(["thesis.txt"]);
});

test("a link to a data folder is followed, and stays when it is emptied", () => {
  const target = open(path.join(place, "target"));
  const link = path.join(place, "link");
  fs.symlinkSync(target, link);
  expect(open(link)).toBe(target);
  emptyDataFolder(target);
  expect(fs.readlinkSync(link)).toBe(target);
});

describe("a data folder that can't be used is told at once, with what is in the way", () => {
  test("a place that takes no folders", () => {
    expect(() => open("/proc/patchbay/data")).toThrow(
      /^The data folder \/proc\/patchbay\/data can't be used: .*\.$/,
    );
  });

  test("a file, and a folder below a file", () => {
    const file = path.join(place, "notes.txt");
    fs.writeFileSync(file, "x");
    expect(() => open(file)).toThrow(/notes\.txt can't be used: it is a file/);
    expect(() => open(path.join(file, "deeper", "still"))).toThrow(
      /can't be used: part of the path is a file/,
    );
    expect(fs.readFileSync(file, "utf8")).toBe("x");
  });

  test("a link whose target is gone", () => {
    const link = path.join(place, "link");
    fs.symlinkSync(path.join(place, "gone"), link);
    expect(() => open(link)).toThrow(
      /it is a link to .*gone, which doesn't exist\. To start over, remove the link/,
    );
    expect(() => open(path.join(link, "deeper"))).toThrow(/link is a link to .*gone, which doesn't exist/);
  });

  test("links in a circle", () => {
    const [one, other] = [path.join(place, "one"), path.join(place, "other")];
    fs.symlinkSync(other, one);
    fs.symlinkSync(one, other);
    expect(() => open(one)).toThrow(/can't be used: .*circle|doesn't exist/);
  });

  test("a folder in which nothing may be made", () => {
    const readOnly = path.join(place, "closed");
    fs.mkdirSync(readOnly, { mode: 0o500 });
    const denied = Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
    // Root may write everywhere, so the system's answer is given here.
    const mkdir = vi.spyOn(fs, "mkdirSync").mockImplementation(() => {
      throw denied;
    });
    expect(() => open(path.join(readOnly, "data"))).toThrow(/this account can't write there/);
    mkdir.mockRestore();
  });

  test("a folder of another account's", () => {
    const folder = open(path.join(place, "theirs"));
    fs.writeFileSync(path.join(folder, "keys.json"), "{}");
    const access = vi.spyOn(fs, "accessSync").mockImplementation((file) => {
      if (String(file).endsWith("keys.json")) throw Object.assign(new Error("EACCES"), { code: "EACCES" });
    });
    expect(() => open(folder)).toThrow(/Start as the account that created it/);
    access.mockRestore();
  });
});
