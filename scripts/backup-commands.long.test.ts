import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startCluster, type TestCluster } from "@/lib/testing/cluster";
import { onDatabase, runAsOwner } from "@/lib/testing/postgres";
import { makeTemporaryDataFolder } from "./setup/data-folder.mjs";
import { inRoot, root } from "./setup/paths.mjs";

// The commands as a person calls them: from an installation with a server of its own to one with the embedded database.

const folders: string[] = [];
let cluster: TestCluster;
let databaseUrl = "";

const newFolder = () => {
  const folder = makeTemporaryDataFolder("patchbay-commands");
  folders.push(folder);
  return folder;
};

interface Told {
  code: number | null;
  said: string;
}

/** Runs a script in the environment that one installation would have, and no other. */
function run(script: string, args: string[], env: Record<string, string>): Told {
  const clean = Object.entries(process.env).filter(
    ([name]) => !/^(PATCHBAY_|DATABASE_URL|NEXTAUTH_|npm_)/.test(name),
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, [inRoot(...script.split("/")), ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...Object.fromEntries(clean), NODE_ENV: "production", ...env },
  });
  return { code: status, said: stdout + stderr };
}

const keysOf = (folder: string): Record<string, string> =>
  JSON.parse(readFileSync(path.join(folder, "keys.json"), "utf8"));

beforeAll(async () => {
  cluster = await startCluster();
  await runAsOwner(cluster.url, "CREATE DATABASE commands");
  databaseUrl = onDatabase(cluster.url, "commands");
});
afterAll(async () => {
  await cluster?.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

it("carries an installation to a new machine, and keeps the keys apart from its data", {
  timeout: 300_000,
}, () => {
  const from = newFolder();
  const own = { DATABASE_URL: databaseUrl, PATCHBAY_DATA: from };
  expect(run("scripts/migrate.mjs", [], own)).toMatchObject({ code: 0 });
  const place = mkdtempSync(path.join(tmpdir(), "patchbay-backups-"));
  folders.push(place);
  const [file, keys] = [path.join(place, "data"), path.join(place, "keys")];

  const alone = run("scripts/backup.mjs", [file], own);
  expect(alone).toMatchObject({ code: 0, said: expect.stringContaining("Verified and complete.") });
  expect(alone.said).toContain(`They are in ${path.join(from, "keys.json")}`);
  const ring = keysOf(from).PATCHBAY_KEY_RING ?? "";
  expect(readFileSync(file).includes(ring)).toBe(false);
  expect(run("scripts/backup.mjs", [file], own)).toMatchObject({
    code: 1,
    said: expect.stringContaining("already exists"),
  });
  rmSync(file);
  expect(run("scripts/backup.mjs", [file, "--with-keys", keys], own)).toMatchObject({ code: 0 });
  expect(statSync(keys).mode & 0o777).toBe(0o600);
  expect(run("scripts/backup.mjs", [], own)).toMatchObject({
    code: 1,
    said: expect.stringContaining("takes one file"),
  });

  const to = newFolder();
  const embedded = { PATCHBAY_DATA: to };
  const restored = run("scripts/restore.mjs", [file, "--with-keys", keys], embedded);
  expect(restored).toMatchObject({ code: 0, said: expect.stringContaining("each table verified") });
  for (const name of ["PATCHBAY_KEY_RING", "PATCHBAY_INSTALLATION", "NEXTAUTH_SECRET"]) {
    expect(keysOf(to)[name], name).toBe(keysOf(from)[name]);
  }
  expect(keysOf(to).PATCHBAY_OWNER_PASSWORD).not.toBe(keysOf(from).PATCHBAY_OWNER_PASSWORD);

  // What is there now isn't lost by a second one that no one has confirmed.
  const other = run("scripts/restore.mjs", [file], { ...embedded, PATCHBAY_INSTALLATION: "someone-else" });
  expect(other).toMatchObject({ code: 1, said: expect.stringContaining("PATCHBAY_INSTALLATION") });
  expect(run("scripts/restore.mjs", [keys], embedded)).toMatchObject({
    code: 1,
    said: expect.stringContaining("isn't a complete backup"),
  });
  // And it is a database that the next start finds in order.
  expect(run("scripts/migrate.mjs", [], embedded)).toMatchObject({
    code: 0,
    said: expect.stringContaining("up to date"),
  });
});
