import { tryCommand } from "./process/run-command.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { inRoot } from "./setup/paths.mjs";
import { sentenceOf } from "./setup/told-error.mjs";
import { withInstallation } from "./setup/with-installation.mjs";

// `npm run db:migrate`: brings the database (DATABASE_URL, else the embedded one) to the newest state.

readCommandLine({
  command: "npm run db:migrate",
  does: "Applies all migrations to the database (DATABASE_URL, or the embedded one). Safe to repeat.",
});

try {
  const { code, tail } = await withInstallation(({ env }) =>
    tryCommand({
      title: "Migrating",
      command: process.execPath,
      args: ["--import", "tsx", inRoot("prisma", "migrate.ts")],
      env,
      timeoutSeconds: 600,
    }),
  );
  (code === 0 ? process.stdout : process.stderr).write(`${tail}\n`);
  process.exitCode = code ?? 1;
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
