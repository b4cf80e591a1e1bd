import fs from "node:fs";
import { startPostgres } from "./services/postgres.mjs";
import { makeTemporaryDataFolder } from "./setup/data-folder.mjs";
import { sentenceOf } from "./setup/told-error.mjs";

// A PostgreSQL server for tests, as a process of its own: prints one line of JSON, {"url": "…"} (the owner's), and lives
// until it is told to stop or whoever started it is gone. "restart" over its channel restarts the server on its port.

const dataFolder = makeTemporaryDataFolder("patchbay-test-postgres");
const start = () => startPostgres({ dataFolder, ownerPassword: "only-for-tests", isThrowaway: true });

try {
  let server = await start();
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.stop();
    fs.rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "disconnect"]) process.on(signal, stop);
  process.on("message", async (message) => {
    if (message !== "restart") return;
    await server.stop();
    server = await start();
    process.send?.("restarted");
  });
  process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
  // Without a channel nothing else would keep us here.
  setInterval(() => undefined, 60_000);
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  fs.rmSync(dataFolder, { recursive: true, force: true });
  process.exit(1);
}
