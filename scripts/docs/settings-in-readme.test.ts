import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { settingNames } from "@/lib/kernel/config";
import { namedSettings } from "@/lib/kernel/settings-table";
import { inRoot } from "../setup/paths.mjs";
import { withSettingsTable } from "./settings-in-readme";

test("the README's table of settings is the one that config.ts makes (npm run settings-table)", () => {
  const readme = readFileSync(inRoot("README.md"), "utf8");
  expect(withSettingsTable(readme)).toBe(readme);
});

test("the table has every setting of config.ts once", () => {
  expect([...namedSettings].sort()).toEqual([...settingNames].sort());
});
