import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const startTimeoutMs = 20_000;

export interface VendorProcess {
  /** Its address, once it prints it; rejects when it doesn't in time. */
  url: Promise<string>;
  stop(): void;
}

export interface VendorStart {
  /** For sentences. */
  name: string;
  /** Its main file. */
  script: string;
  dataFolder: string;
  port: string;
  controlKey: string;
  onExit(code: number | null): void;
}

const ofTheMachine = [
  "PATH",
  "HOME",
  "TMPDIR",
  "TMP",
  "TEMP",
  "LANG",
  "TZ",
  "NODE_OPTIONS",
  "SYSTEMROOT",
  "WINDIR",
];

/** What a vendor needs from the machine, and the key of its control routes: nothing of the account's. */
export function vendorEnvironment(env: NodeJS.ProcessEnv, controlKey: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => ofTheMachine.includes(name.toUpperCase()));
  return { ...Object.fromEntries(kept), NODE_ENV: env.NODE_ENV, PATCHBAY_SANDBOX_CONTROL_KEY: controlKey };
}

/** A simulated vendor isn't part of the AWS account, so it is a process of its own. */
export function startVendorProcess(start: VendorStart): VendorProcess {
  const { name, script, dataFolder, port, controlKey, onExit } = start;
  const words = [...process.execArgv, script, "--data", dataFolder, "--port", port];
  const env = vendorEnvironment(process.env, controlKey);
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"], env });
  child.once("exit", onExit);
  const stop = () => void child.kill("SIGTERM");
  process.once("exit", stop);
  const url = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The simulated ${name} took too long to start.`)),
      startTimeoutMs,
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
  // Only the code that waits for it handles a failure.
  url.catch(() => undefined);
  return { url, stop };
}
