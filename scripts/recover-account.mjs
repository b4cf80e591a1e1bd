import { tryCommand } from "./process/run-command.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { inRoot } from "./setup/paths.mjs";
import { readRunning } from "./setup/run-lock.mjs";
import { sentenceOf, ToldError } from "./setup/told-error.mjs";
import { withInstallation } from "./setup/with-installation.mjs";

// `npm run account:recover -- EMAIL`: a password reset link for when no one is left who could make one in the console.
// Whoever can run this can read the database as well: it gives no new power.

const { words, options } = readCommandLine({
  command: "npm run account:recover",
  does: "Creates a password reset link for an account, for when no operator can sign in to create one.",
  takes: "EMAIL",
  options: { "reset-two-step": "also turns off two-step authentication, for a lost phone" },
});

try {
  await withInstallation(async ({ env, dataFolder }) => {
    const { code, output, tail } = await tryCommand({
      title: "Recovering the account",
      command: process.execPath,
      args: [
        "--import",
        "tsx",
        inRoot("lib", "access", "auth", "recover-account.ts"),
        words[0] ?? "",
        ...options,
      ],
      env,
      timeoutSeconds: 120,
    });
    if (code !== 0) throw new ToldError(tail);
    const { path, minutes } = JSON.parse(output.trim().split("\n").at(-1) ?? "");
    const address = process.env.NEXTAUTH_URL ?? readRunning(dataFolder)?.address;
    const link = address ? new URL(path, address).toString() : `${path} at Patchbay's URL`;
    process.stdout.write(`Open this link within ${minutes} minutes. It works once:\n${link}\n`);
  });
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
