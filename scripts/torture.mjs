import { stopEverything } from "./process/guarded-process.mjs";
import { tryCommand } from "./process/run-command.mjs";
import { stopSignal } from "./process/until-stopped.mjs";
import { makeProgress } from "./report/progress.mjs";
import { inRoot } from "./setup/paths.mjs";
import { prepareSources } from "./setup/prepare-sources.mjs";
import { sentenceOf } from "./setup/told-error.mjs";

// `npm run torture`: deployments with every call to AWS killed, lost or refused in turn, on a database and a sandbox of
// their own. Takes up to an hour, so it's no part of `npm test`.

const hours = 3;
try {
  await prepareSources({ progress: makeProgress({ stream: process.stderr }) });
  const { code } = await tryCommand({
    title: "The torture run",
    command: process.execPath,
    args: ["--import", "tsx", inRoot("scripts", "torture", "main.ts"), ...process.argv.slice(2)],
    env: { ...process.env, PATCHBAY_LOG_LEVEL: process.env.PATCHBAY_LOG_LEVEL || "silent" },
    timeoutSeconds: hours * 3600,
    signal: stopSignal(),
    show: true,
  });
  process.exitCode = code ?? 1;
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
} finally {
  await stopEverything();
}
