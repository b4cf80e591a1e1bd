// The database's part of `npm run backup` and `npm run restore`: main.ts write|count|restore <file> [--replace]
// [--without-keys]. The result is one line of JSON on standard output, a failure one sentence and its way out.
import { countRows, restoreBackup } from "@/lib/backup/restore-backup";
import { writeBackup } from "@/lib/backup/write-backup";
import { config } from "@/lib/kernel/config";
import { ProblemError } from "@/lib/kernel/result";
import { readAppRole } from "@/prisma/app-role";

const [command, file = "", ...flags] = process.argv.slice(2);

async function run(): Promise<unknown> {
  if (command === "write") return writeBackup(file, config());
  if (command === "count") return { rows: await countRows(config().databaseUrl) };
  if (command !== "restore") throw new Error(`Unknown command: ${command}`);
  return restoreBackup(
    file,
    { ...config(), app: readAppRole() },
    { replace: flags.includes("--replace"), withoutKeys: flags.includes("--without-keys") },
  );
}

run()
  .then((result) => {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return 0;
  })
  .catch((error: unknown) => {
    const said =
      error instanceof ProblemError
        ? `${error.problem.sentence} ${error.problem.wayOut}`
        : error instanceof Error
          ? error.message
          : String(error);
    process.stderr.write(`${said}\n`);
    return 1;
  })
  // The schema engine leaves a timer of ten seconds behind.
  .then((code) => process.exit(code));
