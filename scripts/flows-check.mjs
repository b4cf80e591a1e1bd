import { runInside } from "./process/run-inside.mjs";
import { makeProgress } from "./report/progress.mjs";
import { checkNode } from "./setup/check-node.mjs";
import { ensureDependencies } from "./setup/dependencies.mjs";
import { inRoot } from "./setup/paths.mjs";

// `npm run flows:check -- FILE…`: what the console's checks say of flow files, without a database or an account.

await runInside(inRoot("scripts", "flows", "check-files.ts"), process.argv.slice(2), async () => {
  checkNode();
  // Its words go to standard error: standard output belongs to the findings.
  const progress = makeProgress({ stream: process.stderr });
  await progress.step("dependencies", (note) => ensureDependencies(note));
});
