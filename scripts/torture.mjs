import { makeProgress } from "./process/progress.mjs";
import { runInside } from "./process/run-inside.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { inRoot } from "./setup/paths.mjs";
import { prepareSources } from "./setup/prepare-sources.mjs";

// `npm run torture`: deployments with every call to AWS killed, lost or refused in turn, on a database and a sandbox of
// their own. Takes up to an hour, so it's no part of `npm test`.

const { rest } = readCommandLine({
  command: "npm run torture",
  does: [
    "Deploys and removes an integration while each changing call to AWS in turn is killed, lost, or refused, on its own",
    "database and sandbox. Reports what was created twice, got stuck, or was left behind. Takes up to an hour.",
    "",
    "kills, storms, lost, denied   run only these; all by default",
    "--blueprint KIND              what to deploy; the first kind of the registry by default",
    "--every N                     only every Nth call: faster, but incomplete",
    "--json                        prints {tried, right, wrong} as one line of JSON at the end",
  ].join("\n"),
  passes: "the torture run",
});

process.env.PATCHBAY_LOG_LEVEL ||= "silent";
await runInside(inRoot("scripts", "torture", "main.ts"), rest, () =>
  prepareSources({ progress: makeProgress({ stream: process.stderr }) }),
);
