import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const startTimeoutMilliseconds = 20_000;

export interface KoreProcess {
  /** Where it answers, once it says so; rejects when it does not within its time. */
  url: Promise<string>;
  stop(): void;
}

/** The simulated Kore is a vendor, not a part of the AWS account: a process of its own. */
export function startKoreProcess(
  folder: string,
  port: string,
  onExit: (code: number | null) => void,
): KoreProcess {
  const script = fileURLToPath(new URL("./kore/main.ts", import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, script, "--data", folder, "--port", port], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.once("exit", onExit);
  const stop = () => void child.kill("SIGTERM");
  process.once("exit", stop);
  const url = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error("The simulated Kore took too long to start.")),
      startTimeoutMilliseconds,
    );
    child.once("exit", () => clearTimeout(timer));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said = JSON.parse(line) as { url?: string };
      if (said.url === undefined) return;
      clearTimeout(timer);
      resolve(said.url);
    });
  });
  // Whoever waits for it hears of a failure; nobody else must.
  url.catch(() => undefined);
  return { url, stop };
}
