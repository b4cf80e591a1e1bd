import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { simulatedVendors } from "../vendors/registry";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox main "));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ready {
  ready: boolean;
  awsUrl: string;
  vendorUrls: Record<string, string>;
  region: string;
  accountId: string;
  accessKeyId: string;
  secretAccessKey: string;
}

async function start(): Promise<{ child: ReturnType<typeof spawn>; ready: Ready }> {
  const {
    PATCHBAY_SANDBOX_ACCESS_KEY_ID: _id,
    PATCHBAY_SANDBOX_SECRET_ACCESS_KEY: _secret,
    ...env
  } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "sandbox/main.ts", "--data", folder], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env,
  });
  if (!child.stdout) throw new Error("The sandbox has no output.");
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { child, ready: JSON.parse(line) as Ready };
}

async function isUp(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}

it("prints its address in one line, creates its keys once for its owner only, and leaves no process behind", async () => {
  const first = await start();
  const { ready } = first;
  expect(ready).toMatchObject({ ready: true, region: "us-east-1", accountId: "111122223333" });
  const { awsUrl: endpoint, accessKeyId, secretAccessKey, region } = ready;
  const sts = new STSClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe("111122223333");
  expect((await stat(join(folder, "root-key.json"))).mode & 0o777).toBe(0o600);
  expect(Object.keys(ready.vendorUrls)).toEqual(simulatedVendors.map(({ name }) => name));
  const urls = [ready.awsUrl, ...Object.values(ready.vendorUrls)];
  expect(await Promise.all(urls.map(isUp))).toEqual(urls.map(() => true));
  first.child.kill("SIGTERM");
  await once(first.child, "exit");
  await expect.poll(() => Promise.all(urls.map(isUp)), { timeout: 5000 }).toEqual(urls.map(() => false));

  const second = await start();
  expect(second.ready).toMatchObject({ accessKeyId, secretAccessKey });
  // The parent process ends without notice.
  second.child.disconnect();
  await once(second.child, "exit");
  const vendors = Object.values(second.ready.vendorUrls);
  await expect
    .poll(() => Promise.all(vendors.map(isUp)), { timeout: 5000 })
    .toEqual(vendors.map(() => false));
});
