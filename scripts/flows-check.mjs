import { stopEverything } from "./process/guarded-process.mjs";
import { tryCommand } from "./process/run-command.mjs";
import { makeProgress } from "./report/progress.mjs";
import { checkNode, ensureDependencies } from "./setup/dependencies.mjs";
import { inRoot } from "./setup/paths.mjs";
import { sentenceOf } from "./setup/told-error.mjs";

// `npm run flows:check -- FILE…`: what the console's checks say of flow files, without a database or an account.

const minutes = 5;
try {
  checkNode();
  const progress = makeProgress({ stream: process.stderr });
  await progress.step("dependencies", (note) => ensureDependencies(note));
  const { code } = await tryCommand({
    title: "Checking flows",
    command: process.execPath,
    args: ["--import", "tsx", inRoot("scripts", "flows", "check-files.ts"), ...process.argv.slice(2)],
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: { ...process.env, TSX_TSCONFIG_PATH: inRoot("tsconfig.json") },
    timeoutSeconds: minutes * 60,
    show: true,
  });
  process.exitCode = code ?? 1;
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 2;
} finally {
  await stopEverything();
}
