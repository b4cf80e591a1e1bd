import fs from "node:fs";
import { startPostgres } from "./services/postgres.mjs";
import { makeTemporaryDataFolder } from "./setup/data-folder.mjs";
import { sentenceOf } from "./setup/told-error.mjs";

// A PostgreSQL server for tests, as a process of its own: prints one line of JSON, {"url": "…"} (the owner's), and lives
// until it is told to stop or whoever started it is gone. Over its channel it is told "restart", "go-away" (the server ends,
// until "come-back" on the same port).

const dataFolder = makeTemporaryDataFolder("patchbay-test-postgres");
const start = () => startPostgres({ dataFolder, ownerPassword: "only-for-tests", isThrowaway: true });

try {
  /** @type {Awaited<ReturnType<typeof start>> | undefined} undefined while it is away */
  let server = await start();
  const { url } = server;
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server?.stop();
    fs.rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "disconnect"]) process.on(signal, stop);
  process.on("message", async (message) => {
    if (message === "restart" || message === "go-away") {
      await server?.stop();
      server = undefined;
    }
    if (message === "restart" || message === "come-back") server ??= await start();
    process.send?.("done");
  });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
  // Without a channel nothing else would keep us here.
  setInterval(() => undefined, 60_000);
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  fs.rmSync(dataFolder, { recursive: true, force: true });
  process.exit(1);
}
