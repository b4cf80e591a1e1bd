import { runInside } from "./process/run-inside.mjs";
import { makeProgress } from "./report/progress.mjs";
import { checkNode } from "./setup/check-node.mjs";
import { inRoot } from "./setup/paths.mjs";
import { prepareSources } from "./setup/prepare-sources.mjs";

// `npm run torture`: deployments with every call to AWS killed, lost or refused in turn, on a database and a sandbox of
// their own. Takes up to an hour, so it's no part of `npm test`.

process.env.PATCHBAY_LOG_LEVEL ||= "silent";
await runInside(inRoot("scripts", "torture", "main.ts"), process.argv.slice(2), async () => {
  checkNode();
  await prepareSources({ progress: makeProgress({ stream: process.stderr }) });
});
