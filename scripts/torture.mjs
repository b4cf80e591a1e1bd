import { runInside } from "./process/run-inside.mjs";
import { makeProgress } from "./report/progress.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { inRoot } from "./setup/paths.mjs";
import { prepareSources } from "./setup/prepare-sources.mjs";

// `npm run torture`: deployments with every call to AWS killed, lost or refused in turn, on a database and a sandbox of
// their own. Takes up to an hour, so it's no part of `npm test`.

const { rest } = readCommandLine({
  command: "npm run torture",
  does: [
    "Deploys and removes an integration with every changing call to AWS killed, lost or refused in turn, on a database",
    "and a sandbox of its own, and says what was made twice, got stuck or was left behind. Takes up to an hour.",
    "",
    "kills, storms, lost, denied   only these; all of them by default",
    "--blueprint kore-voice|asapp  what is deployed; kore-voice by default",
    "--every N                     only each Nth call: quicker, and not the whole",
    "--json                        ends with {tried, right, wrong} as one line of JSON",
  ].join("\n"),
  passes: "the torture run",
});

process.env.PATCHBAY_LOG_LEVEL ||= "silent";
await runInside(inRoot("scripts", "torture", "main.ts"), rest, () =>
  prepareSources({ progress: makeProgress({ stream: process.stderr }) }),
);
