import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A PostgreSQL server of the tests' own. */
export interface TestCluster {
  /** The superuser's. */
  url: string;
  /** Stops and starts it again on the same port: what a restarted database looks like to those connected. */
  restart(): Promise<void>;
  /** Lets it be away until `comeBack`, on the same port. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;
const orderTimeoutMs = 30_000;

/**
 * Starts an embedded PostgreSQL in a temporary folder, as a process of its own that ends when this one does, however it
 * ended. It works as root and not, and wherever the project lies.
 */
export async function startCluster(): Promise<TestCluster> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const child = spawn(process.execPath, ["scripts/test-postgres.mjs"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const impatience = setTimeout(() => child.kill("SIGKILL"), startTimeoutMs);
  if (!child.stdout) throw new Error("The tests' PostgreSQL has no output to read.");
  const url = await readUrl(createInterface({ input: child.stdout }));
  clearTimeout(impatience);
  const order = (what: "restart" | "go-away" | "come-back") =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`The tests' PostgreSQL did not do as told: ${what}.`)),
        orderTimeoutMs,
      );
      child.once("message", () => {
        clearTimeout(timer);
        resolve();
      });
      child.send(what);
    });
  return {
    url,
    restart: () => order("restart"),
    goAway: () => order("go-away"),
    comeBack: () => order("come-back"),
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Its one line of JSON. */
async function readUrl(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const said: unknown = JSON.parse(line);
    const url = typeof said === "object" && said !== null ? Reflect.get(said, "url") : undefined;
    if (typeof url === "string") return url;
  }
  throw new Error("The tests' PostgreSQL did not start; its last words are above.");
}
