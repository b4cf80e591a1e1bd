import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { createKoreServer } from "./server";
import { KoreStore } from "./store";

/** `tsx sandbox/kore/main.ts --port 0 --data DIR`: prints one line of JSON when it listens on loopback. */
const { values } = parseArgs({
  options: { port: { type: "string", default: "0" }, data: { type: "string", default: ".patchbay/sandbox" } },
});

const server = createKoreServer(new KoreStore(values.data));
server.listen(Number(values.port), "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://127.0.0.1:${port}` })}\n`);
});

function stop(): void {
  server.close(() => process.exit(0));
  server.closeAllConnections();
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
// A parent that was killed cannot stop us: a new parent means that the old one is gone.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) stop();
}, 1000).unref();
