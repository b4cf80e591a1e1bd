import { mkdirSync } from "node:fs";
import { join, parse, resolve } from "node:path";
import { parseArgs } from "node:util";
import { instanceArn } from "./services/connect/arns";
import { connectState } from "./services/connect/connect-state";
import { type RunningSandbox, startSandboxServer } from "./start-sandbox";
import { readRootKey } from "./state/root-key";
import { simulatedVendors } from "./vendors/registry";
import { startVendorProcess, type VendorProcess } from "./vendors/shared/start-vendor-process";
import { tellVendorsOfAws } from "./vendors/tell-vendors-of-aws";
import { tellVendorsOfEachOther } from "./vendors/tell-vendors-of-each-other";
import { readControlKey } from "./wire/control-gate";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: ".patchbay/sandbox" },
    port: { type: "string", default: "0" },
    /** "<vendor>=4700", once for each simulated vendor whose port is given. */
    "vendor-port": { type: "string", multiple: true, default: [] },
    /** How long Lambda refuses a newly created role, as AWS does for some seconds. */
    "role-settling-ms": { type: "string", default: "1000" },
  },
});

let sandbox: RunningSandbox | undefined;
const vendors: { name: string; process: VendorProcess }[] = [];
let stopping = false;
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const { process } of vendors) process.stop();
  await sandbox?.stop();
  process.exit(code);
}
process.on("SIGTERM", () => void stop(0));
process.on("SIGINT", () => void stop(0));
// The parent process is gone: nothing is left to stop this one.
process.on("disconnect", () => void stop(0));

// TypeScript from the sources, JavaScript from a build: what this was started as, the vendors are.
const { dir: folder, ext: extension } = parse(resolve(process.argv[1] ?? ""));
const dataFolder = resolve(values.data);
mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
const key = readRootKey(dataFolder, process.env);
const controlKey = readControlKey(dataFolder, process.env);
const ports = new Map(values["vendor-port"].map((pair) => pair.split("=", 2) as [string, string]));
for (const { name, title } of simulatedVendors) {
  const onExit = (code: number | null) => {
    if (stopping) return;
    console.error(`The simulated ${title} exited unexpectedly (${code}).`);
    void stop(1);
  };
  const start = {
    name: title,
    script: join(folder, "vendors", name, `main${extension}`),
    dataFolder: join(dataFolder, name),
    port: ports.get(name) ?? "0",
  };
  vendors.push({ name, process: startVendorProcess({ ...start, controlKey, onExit }) });
}

try {
  const settling = { rolePropagationMilliseconds: Number(values["role-settling-ms"]) };
  const port = Number(values.port);
  sandbox = await startSandboxServer({ dataFolder, port, settling, controlKey, ...key });
  for (const { name, process } of vendors) sandbox.account.links.vendorUrls[name] = await process.url;
  await tellVendorsOfAws(sandbox.account);
  await tellVendorsOfEachOther(sandbox.account);
  const { accountId, region, links } = sandbox.account;
  const { id, alias } = connectState(sandbox.account).data.instance;
  const instance = { id, arn: instanceArn(sandbox.account, id), alias };
  const ready = { ready: true, ...links, region, accountId, ...key, controlKey, instance };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
} catch (error) {
  const inUse = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  console.error(inUse ? `Port ${values.port} is in use. Choose another one with --port.` : error);
  await stop(1);
}
