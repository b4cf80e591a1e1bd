import fs from "node:fs";
import { inRoot } from "./paths.mjs";

/** The vendors that the sandbox simulates, each a folder that starts by itself. A test holds them to its registry. */
export const simulatedVendors = fs
  .readdirSync(inRoot("sandbox", "vendors"))
  .filter((name) => fs.existsSync(inRoot("sandbox", "vendors", name, "main.ts")));

/** The setting that says where a simulated vendor answers. @param {string} vendor */
export function vendorUrlSetting(vendor) {
  return `PATCHBAY_${vendor.toUpperCase()}_SANDBOX_URL`;
}
