import fs from "node:fs";
import path from "node:path";
import { inRoot } from "../setup/paths.mjs";

const kinds = { unit: /(?<!\.integration|\.long)\.test\.tsx?$/, integration: /\.integration\.test\.ts$/ };

/**
 * Unit tests share the modules of their process, and so do integration tests: much of their time went into loading the same
 * modules for each file again. A file that puts other modules in the place of real ones can't share, nor can one that says
 * so. Patterns from the root, for vitest.
 *
 * @param {readonly string[]} folders @param {keyof typeof kinds} kind @returns {string[]}
 */
export function listLoneTests(folders, kind) {
  return folders
    .flatMap((folder) =>
      fs
        .readdirSync(inRoot(folder), { recursive: true, encoding: "utf8" })
        .map((file) => path.posix.join(folder, file.split(path.sep).join("/"))),
    )
    .filter((file) => kinds[kind].test(file))
    .filter((file) => !file.includes("node_modules/") && standsAlone(fs.readFileSync(inRoot(file), "utf8")))
    .map((file) => file.replaceAll(/[[\](){}*?!]/g, "\\$&"));
}

/** @param {string} text of a test file */
export function standsAlone(text) {
  return /\bvi\s*\.\s*(?:mock|doMock|resetModules)\s*[(<]|^\/\/ Alone: /m.test(text);
}
