import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { testControlKey } from "@/lib/testing/tell-sandbox";

export interface TestSandbox {
  /** Base address of the simulated AWS account, without a trailing slash. */
  awsUrl: string;
  /** The simulated vendors', by name. */
  vendorUrls: Record<string, string>;
  accessKeyId: string;
  secretAccessKey: string;
  accountId: string;
  region: string;
  /** Opens the sandbox's own routes (tell-sandbox.ts). */
  controlKey: string;
  /** The Connect instance of the account that is there from the start. */
  instance: { id: string; arn: string; alias: string };
  /** Ends the sandbox and all its children, and removes its data unless a folder was given. */
  stop(): Promise<void>;
}

export interface TestSandboxOptions {
  /** Keeps its state there (a second start goes on with it); a temporary folder when absent. */
  dataFolder?: string;
  /** How long Lambda refuses a role that was just made. 200 in tests. */
  roleSettlingMilliseconds?: number;
}

const startTimeoutMs = 80_000;
const stopTimeoutMs = 5_000;

/** What sandbox/testing/build-for-run.ts built for the run, or the sources. */
function sandboxScript(): string[] {
  const built = process.env.PATCHBAY_TEST_SANDBOX;
  return built ? [join(built, "main.js")] : ["--import", "tsx", "sandbox/main.ts"];
}

/** Starts the sandbox as a process of its own on free ports: the console's code meets it over the wire alone. */
export async function startSandbox(options: TestSandboxOptions = {}): Promise<TestSandbox> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const folder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), "patchbay-sandbox-")));
  const settling = String(options.roleSettlingMilliseconds ?? 200);
  const child = spawn(
    process.execPath,
    [...sandboxScript(), "--data", folder, "--role-settling-ms", settling],
    // The channel tells the sandbox when we are gone, however we went.
    {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit", "ipc"],
      env: { ...process.env, NODE_OPTIONS: "", PATCHBAY_SANDBOX_CONTROL_KEY: testControlKey },
    },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  async function stop(): Promise<void> {
    const impatience = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
    child.kill("SIGTERM");
    await ended;
    clearTimeout(impatience);
    if (!options.dataFolder) await rm(folder, { recursive: true, force: true });
  }
  const deadline = setTimeout(() => child.kill("SIGKILL"), startTimeoutMs);
  const { stdout } = child;
  if (stdout) {
    for await (const line of createInterface({ input: stdout })) {
      clearTimeout(deadline);
      const said = JSON.parse(line) as Omit<TestSandbox, "stop"> & { ready: true };
      const { ready: _, ...sandbox } = said;
      return { ...sandbox, stop };
    }
  }
  clearTimeout(deadline);
  throw new Error("The sandbox ended before it was ready; its last words are above.");
}

/** How a connection's settings name the account's instance. */
export function instanceSettings({ instance }: Pick<TestSandbox, "instance">) {
  return { instanceId: instance.id, instanceArn: instance.arn, instanceAlias: instance.alias };
}
