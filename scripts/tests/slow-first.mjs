import { existsSync } from "node:fs";
import { BaseSequencer } from "vitest/node";
import { inRoot } from "../setup/paths.mjs";

/** @typedef {import("vitest/node").TestSpecification} TestSpecification */

/**
 * The longest test files, the longest first. A clone has no memory of how long each took: one of a minute would
 * start when a worker comes to it, and the other worker would wait for it at the end.
 */
const longest = [
  "lib/deployments/bypass.integration.test.ts",
  "lib/worker/worker.integration.test.ts",
  "lib/backup/backup.integration.test.ts",
  "lib/deployments/stop-deployment.integration.test.ts",
  "lib/deployments/drift.integration.test.ts",
];

export class SlowFirst extends BaseSequencer {
  /** @override @param {TestSpecification[]} files */
  async sort(files) {
    const places = new Map(longest.map((file, place) => [inRoot(file), place]));
    const missing = [...places.keys()].filter((file) => !existsSync(file));
    if (missing.length > 0) throw new Error(`No such test file: ${missing.join(", ")}`);
    /** @param {TestSpecification} file */
    const groupOf = ({ project }) => project.config.sequence.groupOrder;
    /** @param {TestSpecification} file */
    const placeOf = ({ moduleId }) => places.get(moduleId) ?? longest.length;
    // A sort keeps the order of what is equal.
    const sorted = await super.sort(files);
    return sorted.sort((one, other) => groupOf(one) - groupOf(other) || placeOf(one) - placeOf(other));
  }
}
