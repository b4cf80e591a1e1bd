import { makeProgress } from "./process/progress.mjs";
import { runInside } from "./process/run-inside.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { inRoot } from "./setup/paths.mjs";
import { prepareSources } from "./setup/prepare-sources.mjs";

// `npm run settings-table`: writes the README's table of settings, with what that needs prepared.

readCommandLine({
  command: "npm run settings-table",
  does: "Regenerates the README's table of settings from lib/kernel/config.ts.",
});

await runInside(inRoot("scripts", "docs", "write-settings-table.ts"), [], async () => {
  await prepareSources({ progress: makeProgress() });
});
