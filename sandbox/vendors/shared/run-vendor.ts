import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { readControlKey } from "../../wire/control-gate";

/** `tsx sandbox/vendors/<vendor>/main.ts --port 0 --data DIR`: prints one line of JSON when it listens on loopback. */
export function runVendor(createServer: (dataFolder: string, controlKey: string) => Server): void {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      data: { type: "string", default: ".patchbay/sandbox" },
    },
  });
  mkdirSync(values.data, { recursive: true, mode: 0o700 });
  const server = createServer(values.data, readControlKey(values.data, process.env));
  server.once("error", (error: NodeJS.ErrnoException) => {
    const isTaken = error.code === "EADDRINUSE";
    console.error(isTaken ? `Port ${values.port} is in use. Choose another one with --port.` : error);
    process.exit(1);
  });
  server.listen(Number(values.port), "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo;
    process.stdout.write(`${JSON.stringify({ ready: true, url: `http://127.0.0.1:${port}` })}\n`);
  });
  const stop = () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // A parent that was killed can't stop this process: a new parent means that the old one is gone.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 1000).unref();
}
