import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const startTimeoutMs = 20_000;

export interface VendorProcess {
  /** Where it answers, once it says so; rejects when it does not within its time. */
  url: Promise<string>;
  stop(): void;
}

export interface VendorStart {
  /** For sentences. */
  name: string;
  /** Its folder beside this one. */
  folder: string;
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

/** What a vendor needs of the machine, and the key of its own routes: none of the account's. */
export function vendorEnvironment(env: NodeJS.ProcessEnv, controlKey: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => ofTheMachine.includes(name.toUpperCase()));
  return { ...Object.fromEntries(kept), NODE_ENV: env.NODE_ENV, PATCHBAY_SANDBOX_CONTROL_KEY: controlKey };
}

/** A simulated vendor is no part of the AWS account: a process of its own. */
export function startVendorProcess(start: VendorStart): VendorProcess {
  const { name, folder, dataFolder, port, controlKey, onExit } = start;
  const script = fileURLToPath(new URL(`../${folder}/main.ts`, import.meta.url));
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
  // Whoever waits for it hears of a failure; nobody else must.
  url.catch(() => undefined);
  return { url, stop };
}
