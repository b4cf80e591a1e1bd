import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { forgetConfig } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";
import { placeOf, sealSecret } from "@/lib/secrets/seal";
import { newTenant } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { makeTemporaryDataFolder } from "./setup/data-folder.mjs";
import { loadKeys } from "./setup/keys.mjs";
import { inRoot, root } from "./setup/paths.mjs";

// Processes with the old ring that open and seal secrets all the time, while the command rotates beside them.

let database: TestDatabase;
const folder = makeTemporaryDataFolder("patchbay-rotation");
const children: ChildProcess[] = [];

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await database.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

const ringOf = (): { current: string; keys: Record<string, string> } =>
  JSON.parse(loadKeys(folder).PATCHBAY_KEY_RING ?? "");

/** Reads, opens, and seals again until it is told to stop; says how often, and what failed. */
async function startUser(tenantId: TenantId, id: string) {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", inRoot("lib", "testing", "secret-user.ts"), tenantId, id],
    { cwd: root, stdio: ["pipe", "pipe", "inherit"], env: process.env },
  );
  children.push(child);
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once("data", () => resolve());
    child.once("exit", () => reject(new Error("It ended.")));
  });
  return {
    async stop(): Promise<{ done: number; failed: string[] }> {
      const ended = new Promise((resolve) => child.once("close", resolve));
      child.stdin.end();
      await ended;
      return JSON.parse(said.trim().split("\n").at(-1) ?? "");
    },
  };
}

it("fails no request of the processes that run meanwhile, twice over, and leaves nothing under an old key", {
  timeout: 180_000,
}, async () => {
  process.env.PATCHBAY_KEY_RING = loadKeys(folder).PATCHBAY_KEY_RING;
  process.env.PATCHBAY_KEY_RING_FILE = path.join(folder, "keys.json");
  forgetConfig();
  const { tenantId } = await newTenant();
  const made = await withTenant(tenantId, async (db) => {
    const ids: string[] = [];
    for (const name of ["one", "two"]) {
      const { id } = await db.connection.create({ data: { tenantId, kind: "vendor", name, settings: {} } });
      const secrets = {
        clientSecret: sealSecret("kept", placeOf("Connection", tenantId, id, "clientSecret")),
      };
      await db.connection.update({ where: { tenantId_id: { tenantId, id } }, data: { secrets } });
      ids.push(id);
    }
    return ids;
  });
  const users = await Promise.all(made.map((id) => startUser(tenantId, id)));
  const clean = Object.entries(process.env).filter(([name]) => !/^(PATCHBAY_KEY_RING|npm_)/.test(name));
  for (const current of ["k2", "k3"]) {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [inRoot("scripts", "rotate-secrets.mjs")],
      {
        cwd: root,
        encoding: "utf8",
        timeout: 90_000,
        env: {
          ...Object.fromEntries(clean),
          ...{ NODE_ENV: "production", PATCHBAY_DATA: folder, DATABASE_URL: database.ownerUrl },
        },
      },
    );
    expect(stderr).toBe("");
    expect(stdout).toContain("encrypted with the current key");
    expect(status).toBe(0);
    expect(ringOf().current).toBe(current);
  }
  for (const { done, failed } of await Promise.all(users.map((user) => user.stop()))) {
    expect(failed).toEqual([]);
    expect(done).toBeGreaterThan(20);
  }
  const rows = await withTenant(tenantId, (db) => db.connection.findMany({ select: { secrets: true } }));
  const keyIds = rows.map(
    ({ secrets }) => String(Reflect.get(Object(secrets), "clientSecret")).split(".")[1],
  );
  expect(keyIds.map((id) => Buffer.from(id ?? "", "base64url").toString())).toEqual(["k3", "k3"]);
  expect(readFileSync(path.join(folder, "keys.json"), "utf8")).toContain("k1");
});
