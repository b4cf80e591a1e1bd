import fs from "node:fs";
import { createInterface } from "node:readline/promises";
import { tryCommand } from "./process/run-command.mjs";
import { readInstallation, readKeysFile } from "./setup/backup-keys.mjs";
import { openDataFolder } from "./setup/data-folder.mjs";
import { readFileArguments } from "./setup/file-arguments.mjs";
import { takeKeys } from "./setup/keys.mjs";
import { inRoot } from "./setup/paths.mjs";
import { readRunning } from "./setup/run-lock.mjs";
import { sentenceOf, ToldError } from "./setup/told-error.mjs";
import { withInstallation } from "./setup/with-installation.mjs";

// `npm run restore -- FILE [--with-keys KEYS | --without-keys] [--replace [--yes]]`: makes the database what a backup
// says, while Patchbay doesn't run.

const { file, files, flags } = readFileArguments({
  command: "npm run restore",
  does: "Restores the database from a backup. Patchbay must be stopped.",
  options: {
    "with-keys": { value: "KEYS", does: "uses the keys in this file, which a backup wrote" },
    "without-keys": { does: "restores even if the stored secrets can't be decrypted" },
    replace: { does: "deletes what is in the database, after confirmation" },
    yes: { does: "skips the confirmation" },
  },
});

try {
  if (!fs.existsSync(file)) throw new ToldError(`The file ${file} doesn't exist.`);
  const keysFile = files["with-keys"];
  const carried = keysFile === undefined ? {} : readKeysFile(keysFile);
  const installation = await readInstallation(file);
  // Everything in customers' accounts carries this id: under another one a console would take it for someone else's.
  const wanted = {
    ...carried,
    ...(installation === undefined ? {} : { PATCHBAY_INSTALLATION: installation }),
  };
  refuseOtherSettings(wanted);
  refuseWhileRunning();
  await withInstallation(async ({ env, dataFolder }) => {
    const full = { ...env, ...wanted };
    /** @param {string[]} args */
    const ask = async (...args) => {
      const { code, output, tail } = await tryCommand({
        title: "Restoring",
        command: process.execPath,
        args: ["--import", "tsx", inRoot("lib", "backup", "main.ts"), ...args],
        env: full,
        timeoutSeconds: 8 * 3600,
      });
      if (code !== 0) throw new ToldError(tail);
      return JSON.parse(output.trim().split("\n").at(-1) ?? "");
    };
    if (flags.has("replace") && !flags.has("yes")) {
      const { rows } = await ask("count", file);
      if (rows > 0 && !(await isWanted(rows))) {
        process.stdout.write("Nothing was restored.\n");
        process.exitCode = 1;
        return;
      }
    }
    const passed = ["replace", "without-keys"].filter((name) => flags.has(name)).map((name) => `--${name}`);
    const { header, sections, migrated } = await ask("restore", file, ...passed);
    takeKeys(dataFolder, wanted);
    /** @type {{ rows: number }[]} */
    const all = sections;
    const rows = all.reduce((sum, each) => sum + each.rows, 0);
    process.stdout.write(
      `Restored the backup of ${header.madeAt}: ${counted(rows)}, each table verified.` +
        `${migrated.length > 0 ? ` Migrations applied: ${migrated.join(", ")}.` : ""}\n` +
        "The sandbox account isn't part of a backup. Start Patchbay to continue.\n",
    );
  });
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}

/**
 * A variable goes before the keys' file: what it says must then be what the backup needs. @param {Record<string,
 * string>} wanted
 */
function refuseOtherSettings(wanted) {
  for (const [name, value] of Object.entries(wanted)) {
    if (process.env[name] && process.env[name] !== value) {
      throw new ToldError(
        `${name} is set in the environment to a different value than the backup needs. Set it to the value of the installation that made the backup${name === "PATCHBAY_INSTALLATION" ? ` ("${value}")` : ""}, or remove it from the environment.`,
      );
    }
  }
}

function refuseWhileRunning() {
  const dataFolder = openDataFolder({ needsPostgres: !process.env.DATABASE_URL });
  const running = readRunning(dataFolder);
  if (running)
    throw new ToldError(`Patchbay is running on ${dataFolder} (process ${running.pid}). Stop it first.`);
}

/** @param {number} rows */
function counted(rows) {
  return rows === 1 ? "1 row" : `${rows} rows`;
}

/** @param {number} rows */
async function isWanted(rows) {
  if (!process.stdin.isTTY)
    throw new ToldError("There is no terminal to confirm in. Add --yes to replace the database.");
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(
    `The database has ${counted(rows)}. The backup replaces everything in it. Type "replace" to continue: `,
  );
  prompt.close();
  return answer.trim() === "replace";
}
