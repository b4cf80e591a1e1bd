import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
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
  expect(() => open(place)).toThrow("holds other things already");
  expect(() => emptyDataFolder(place)).toThrow("nothing was removed");
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
