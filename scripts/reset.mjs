import { createInterface } from "node:readline/promises";
import { readCommandLine } from "./setup/arguments.mjs";
import { emptyDataFolder, openDataFolder } from "./setup/data-folder.mjs";
import { readRunning } from "./setup/run-lock.mjs";
import { sentenceOf, ToldError } from "./setup/told-error.mjs";

// `npm run reset`: empties the data folder, after asking. `npm run reset -- --yes` answers beforehand; npm's own
// setting of that name, which many have in their .npmrc for npx, doesn't.

const { options } = readCommandLine({
  command: "npm run reset",
  does: "Empties the data folder (database, keys, sandbox account, logs) after confirmation.",
  options: { yes: "skips the confirmation" },
});

try {
  const folder = openDataFolder({ needsPostgres: false });
  const running = readRunning(folder);
  if (running)
    throw new ToldError(`Patchbay is running on ${folder} (process ${running.pid}). Stop it first.`);
  if (await isWanted(folder)) {
    emptyDataFolder(folder);
    process.stdout.write(`Emptied ${folder}. The next start creates everything again.\n`);
  } else {
    process.stdout.write("Nothing was removed.\n");
    process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}

/** @param {string} folder */
async function isWanted(folder) {
  if (options.has("yes")) return true;
  if (!process.stdin.isTTY)
    throw new ToldError("There is no terminal to confirm in. Run `npm run reset -- --yes`.");
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(
    `This removes everything in ${folder}: database, keys, sandbox account, logs. Type "reset" to continue: `,
  );
  prompt.close();
  return /^(reset|y|yes)$/i.test(answer.trim());
}
