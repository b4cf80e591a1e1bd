import { makeProgress } from "./process/progress.mjs";
import { runInside } from "./process/run-inside.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { checkNode } from "./setup/check-node.mjs";
import { ensureDependencies } from "./setup/dependencies.mjs";
import { inRoot } from "./setup/paths.mjs";

// `npm run flows:check -- FILE…`: what the console's checks say of flow files, without a database or an account.

const { rest } = readCommandLine({
  command: "npm run flows:check",
  does: [
    "Checks Amazon Connect flow files the way Patchbay does before publishing. Doesn't need a database.",
    "",
    "FILE…        the files",
    "--type TYPE  the type to publish each file as: CONTACT_FLOW, another Connect flow type, or MODULE.",
    "             Without it, the type in the file is used.",
    "--json       prints one JSON object per file at the end: {file, ok, findings: [{severity, code, blockId, sentence}]}",
    "",
    "Exit code: 0 when Connect would accept every file, 1 when one would be refused or can't be read, 2 for a wrong",
    "command.",
  ].join("\n"),
  passes: "the flow checks",
});

await runInside(inRoot("scripts", "flows", "check-files.ts"), rest, async () => {
  checkNode();
  // Its words go to standard error: standard output belongs to the findings.
  const progress = makeProgress({ stream: process.stderr });
  await progress.step("dependencies", (note) => ensureDependencies(note));
});
