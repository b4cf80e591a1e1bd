import { readdirSync } from "node:fs";
import { inRoot } from "../../scripts/setup/paths.mjs";

/** Every address under a tenant, read from the files themselves: a new screen is tried without a word here. */
export const tenantAddresses = readdirSync(inRoot("app"), { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file) && file.includes("[tenant]"))
  .map((file) => ({
    isScreen: file.endsWith("page.tsx"),
    pattern: `/${file.replace(/\(\w+\)\//g, "").replace(/\/?(page\.tsx|route\.ts)$/, "")}`,
  }));
