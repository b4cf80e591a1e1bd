import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { instanceArn } from "./services/connect/arns";
import { connectState } from "./services/connect/connect-state";
import { type RunningSandbox, startSandboxServer } from "./start-sandbox";
import { readRootKey } from "./state/root-key";
import { startVendorProcess } from "./vendor/start-vendor-process";
import { readControlKey } from "./wire/control-gate";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: ".patchbay/sandbox" },
    port: { type: "string", default: "0" },
    "kore-port": { type: "string", default: "0" },
    "asapp-port": { type: "string", default: "0" },
    /** How long Lambda refuses a role that was just made, as AWS does for some seconds. */
    "role-settling-ms": { type: "string", default: "1000" },
  },
});

let sandbox: RunningSandbox | undefined;
let stopping = false;
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  kore.stop();
  asapp.stop();
  await sandbox?.stop();
  process.exit(code);
}
process.on("SIGTERM", () => void stop(0));
process.on("SIGINT", () => void stop(0));
// Whoever started us is gone: nobody is left to stop us.
process.on("disconnect", () => void stop(0));

const dataFolder = resolve(values.data);
mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
const key = readRootKey(dataFolder, process.env);
const controlKey = readControlKey(dataFolder, process.env);
const kore = startVendor("Kore", "kore", values["kore-port"]);
const asapp = startVendor("ASAPP", "asapp", values["asapp-port"]);

function startVendor(name: string, folder: string, port: string) {
  const onExit = (code: number | null) => {
    if (stopping) return;
    console.error(`The simulated ${name} ended by itself (${code}).`);
    void stop(1);
  };
  return startVendorProcess({ name, folder, dataFolder: join(dataFolder, folder), port, controlKey, onExit });
}

try {
  const settling = { rolePropagationMilliseconds: Number(values["role-settling-ms"]) };
  const port = Number(values.port);
  sandbox = await startSandboxServer({ dataFolder, port, settling, controlKey, ...key });
  sandbox.account.links.koreUrl = await kore.url;
  sandbox.account.links.asappUrl = await asapp.url;
  const { accountId, region, links } = sandbox.account;
  const { id, alias } = connectState(sandbox.account).data.instance;
  const instance = { id, arn: instanceArn(sandbox.account, id), alias };
  const ready = { ready: true, ...links, region, accountId, ...key, controlKey, instance };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
} catch (error) {
  const inUse = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  console.error(inUse ? `Port ${values.port} is taken; give another one with --port.` : error);
  await stop(1);
}
