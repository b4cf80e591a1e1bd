import { tryCommand } from "./process/run-command.mjs";
import { inRoot } from "./setup/paths.mjs";
import { sentenceOf } from "./setup/told-error.mjs";
import { withInstallation } from "./setup/with-installation.mjs";

// `npm run db:migrate`: brings the database (DATABASE_URL, else the embedded one) to the newest state.

try {
  const { code, tail } = await withInstallation(({ env }) =>
    tryCommand({
      title: "Migrating",
      command: process.execPath,
      args: ["--import", "tsx", inRoot("prisma", "migrate.ts"), ...process.argv.slice(2)],
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
