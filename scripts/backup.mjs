import fs from "node:fs";
import path from "node:path";
import { tryCommand } from "./process/run-command.mjs";
import { writeKeysFile } from "./setup/backup-keys.mjs";
import { readFileArguments } from "./setup/file-arguments.mjs";
import { inRoot } from "./setup/paths.mjs";
import { sentenceOf, ToldError } from "./setup/told-error.mjs";
import { withInstallation } from "./setup/with-installation.mjs";

// `npm run backup -- FILE [--with-keys KEYS]`: the whole database in one file, as it was at one moment, also while
// Patchbay runs. The keys aren't in it: with both in one place, whoever finds the file can open every secret.

const given = readFileArguments({
  command: "npm run backup",
  does: "Writes the whole database to one file, even while Patchbay is running. The keys aren't included.",
  options: { "with-keys": { value: "KEYS", does: "writes the keys to a separate file" } },
});

try {
  const { file, keysFile } = checkFiles();
  await withInstallation(async ({ env, dataFolder }) => {
    const { code, output, tail } = await tryCommand({
      title: "Backing up",
      command: process.execPath,
      args: ["--import", "tsx", inRoot("lib", "backup", "main.ts"), "write", file],
      env,
      timeoutSeconds: 4 * 3600,
    });
    if (code !== 0) throw new ToldError(tail);
    const { sections, keysNotHeld } = JSON.parse(output.trim().split("\n").at(-1) ?? "");
    process.stdout.write(`${describe(file, sections)}\n`);
    if (keysNotHeld.length > 0) {
      process.stdout.write(
        `Warning: some stored secrets are encrypted with a key that this installation doesn't have: ${keysNotHeld.join(", ")}.\n`,
      );
    }
    if (keysFile !== undefined) {
      writeKeysFile(keysFile, env);
      process.stdout.write(
        `The keys are in ${keysFile}. Store it separately from the backup: together they can decrypt every stored secret.\n`,
      );
    } else {
      const where = process.env.PATCHBAY_KEY_RING
        ? "in the variable PATCHBAY_KEY_RING"
        : `in ${path.join(dataFolder, "keys.json")}`;
      process.stdout.write(
        `The keys aren't included, and without them no stored secret can be decrypted. They are ${where}. ` +
          "Keep a copy somewhere other than with the backup. --with-keys KEYS writes one.\n",
      );
    }
  });
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}

function checkFiles() {
  const { file } = given;
  const keysFile = given.files["with-keys"];
  for (const name of [file, keysFile]) {
    if (name === undefined) continue;
    if (fs.existsSync(name)) throw new ToldError(`${name} already exists. Choose another name.`);
    if (!fs.existsSync(path.dirname(name)))
      throw new ToldError(`The folder ${path.dirname(name)} doesn't exist.`);
  }
  if (file === keysFile) {
    throw new ToldError("Write the keys to a separate file, not to the backup file.");
  }
  return { file, keysFile };
}

/** @param {string} file @param {{ name: string, rows: number }[]} sections */
function describe(file, sections) {
  const tables = sections.filter(({ name }) => name !== "queue" && name !== "sequences");
  const rows = tables.reduce((sum, each) => sum + each.rows, 0);
  const jobs = sections.find(({ name }) => name === "queue")?.rows ?? 0;
  const size = (fs.statSync(file).size / 1e6).toFixed(1);
  return `Backed up to ${file}: ${tables.length} tables, ${counted(rows, "row")}, ${counted(jobs, "queued job")}, ${size} MB. Verified and complete.`;
}

/** @param {number} count @param {string} one */
function counted(count, one) {
  return count === 1 ? `1 ${one}` : `${count} ${one}s`;
}
