import { tryCommand } from "./process/run-command.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { inRoot } from "./setup/paths.mjs";
import { sentenceOf } from "./setup/told-error.mjs";
import { withInstallation } from "./setup/with-installation.mjs";

// `npm run audit:verify`: exits with 1 when an event was changed, removed, or slipped in.

readCommandLine({
  command: "npm run audit:verify",
  does: "Checks that no audit event was changed, removed, or inserted, and prints each tenant's number of events.",
});

try {
  const { code, output, tail } = await withInstallation(({ env }) =>
    tryCommand({
      title: "Checking the audit",
      command: process.execPath,
      args: ["--import", "tsx", inRoot("lib", "audit", "verify-audit.ts")],
      env,
      timeoutSeconds: 3600,
    }),
  );
  process.stdout.write(output || `${tail}\n`);
  process.exitCode = code ?? 1;
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
