import fs from "node:fs";
import { makeProgress } from "./process/progress.mjs";
import { runInside } from "./process/run-inside.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { checkSettings } from "./setup/check-settings.mjs";
import { inRoot } from "./setup/paths.mjs";
import { prepareSources } from "./setup/prepare-sources.mjs";

// `npm run bench -- trail|lambdas|rolling`: bench/main.ts, with what it needs prepared.

/** Each bench is a folder. */
const benches = fs
  .readdirSync(inRoot("bench"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

const { options, words } = readCommandLine({
  command: "npm run bench",
  does: "Measures the functions (lambdas, the default), the contact trail (trail), or the requests that a rolling restart loses (rolling).",
  words: { name: "bench", of: benches, most: 1 },
  options: { json: "prints the results as one line of JSON at the end" },
});

await runInside(inRoot("bench", "main.ts"), [...words, ...[...options].map((name) => `--${name}`)], () => {
  checkSettings();
  return prepareSources({ progress: makeProgress({ stream: process.stderr }) });
});
