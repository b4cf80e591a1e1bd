import { spawnGuarded, stopProcess } from "./process/guarded-process.mjs";
import { stopSignal } from "./process/until-stopped.mjs";
import { workerArguments } from "./services/worker.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { environmentOf } from "./setup/child-environment.mjs";
import { root } from "./setup/paths.mjs";
import { sentenceOf } from "./setup/told-error.mjs";
import { withInstallation } from "./setup/with-installation.mjs";

// `npm run worker`: one more worker, for this installation or, with its settings in the environment, for a fleet.

readCommandLine({
  command: "npm run worker",
  does: "Runs another worker, for this installation or for the database in DATABASE_URL.",
});

try {
  process.exitCode = await withInstallation(({ env }) => {
    const child = spawnGuarded(process.execPath, workerArguments, {
      cwd: root,
      env: environmentOf("worker", env),
      stdio: "inherit",
    });
    stopSignal().addEventListener("abort", () => void stopProcess(child));
    return new Promise((resolve) => {
      child.once("error", () => resolve(1));
      child.once("exit", (code) => resolve(code ?? 1));
    });
  });
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
process.exit();
