import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startSandboxServer } from "./start-sandbox";
import { readRootKey } from "./state/root-key";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: ".patchbay/sandbox" },
    port: { type: "string", default: "0" },
    "kore-port": { type: "string", default: "0" },
    /** How long Lambda refuses a role that was just made, as AWS does for some seconds. */
    "role-settling-ms": { type: "string", default: "1000" },
  },
});

const dataFolder = resolve(values.data);
mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
const key = readRootKey(dataFolder, process.env);

const koreStarting = startKore(dataFolder, values["kore-port"]);
const settling = { rolePropagationMilliseconds: Number(values["role-settling-ms"]) };
const sandbox = await startSandboxServer({ dataFolder, port: Number(values.port), settling, ...key });
const kore = await koreStarting;
sandbox.account.links.koreUrl = kore?.url ?? "";

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  kore?.child.kill("SIGTERM");
  await sandbox.stop();
  process.exit(0);
}
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
// Whoever started us is gone: nobody is left to stop us.
process.on("disconnect", () => void stop());

const { accountId, region } = sandbox.account;
const ready = { ready: true, awsUrl: sandbox.awsUrl, koreUrl: kore?.url ?? "", region, accountId, ...key };
process.stdout.write(`${JSON.stringify(ready)}\n`);

/** The simulated Kore is a vendor, not a part of the AWS account: a process of its own. */
async function startKore(
  folder: string,
  port: string,
): Promise<{ child: ChildProcess; url: string } | undefined> {
  const script = join(fileURLToPath(new URL(".", import.meta.url)), "kore", "main.ts");
  if (!existsSync(script)) return undefined;
  const child = spawn(
    process.execPath,
    [...process.execArgv, script, "--data", join(folder, "kore"), "--port", port],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  child.once("exit", (code) => {
    if (!stopping) console.error(`The simulated Kore ended by itself (${code}).`);
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line) as { url?: string };
    if (url) return { child, url };
  }
  return undefined;
}
