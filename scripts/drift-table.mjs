import { makeProgress } from "./process/progress.mjs";
import { runInside } from "./process/run-inside.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { inRoot } from "./setup/paths.mjs";
import { prepareSources } from "./setup/prepare-sources.mjs";

// `npm run drift-table`: writes docs/drift.md, with what that needs prepared.

readCommandLine({
  command: "npm run drift-table",
  does: "Regenerates docs/drift.md from the resource types' declarations.",
});

await runInside(inRoot("scripts", "docs", "write-drift-table.ts"), [], async () => {
  await prepareSources({ progress: makeProgress() });
});
