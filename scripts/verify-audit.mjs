import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { tryCommand } from "./process/run-command.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { inRoot } from "./setup/paths.mjs";
import { sentenceOf } from "./setup/told-error.mjs";
import { withInstallation } from "./setup/with-installation.mjs";

// `npm run audit:verify`: exits with 1 when an event was changed, removed, or slipped in.

const { options } = readCommandLine({
  command: "npm run audit:verify",
  does: "Checks that no audit event was changed, removed, or inserted, and prints the number of events per tenant.",
  options: {
    since: "reads earlier output from standard input, and checks that none of those events is missing",
  },
});
/** A file: thousands of tenants are more than an argument holds. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-audit-"));
const earlier = path.join(folder, "earlier.txt");
fs.writeFileSync(earlier, options.has("since") ? await text(process.stdin) : "");

try {
  const { code, output, tail } = await withInstallation(({ env }) =>
    tryCommand({
      title: "Checking the audit log",
      command: process.execPath,
      args: ["--import", "tsx", inRoot("lib", "access", "audit", "verify-audit.ts"), earlier],
      env,
      timeoutSeconds: 3600,
    }),
  );
  process.stdout.write(output || `${tail}\n`);
  process.exitCode = code ?? 1;
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
