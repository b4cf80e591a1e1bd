import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository: every script and every process that it starts works from here, whatever folder npm was called in. */
export const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

/** @param {...string} parts */
export function inRoot(...parts) {
  return path.join(root, ...parts);
}
