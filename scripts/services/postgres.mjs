import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { runCommand } from "../process/run-command.mjs";
import { superviseProcess } from "../process/supervise-process.mjs";
import { environmentOf } from "../setup/child-environment.mjs";
import { postgresPackage } from "../setup/dependencies.mjs";
import { inRoot } from "../setup/paths.mjs";
import { rememberedPort } from "../setup/ports.mjs";
import { canReach, postgresAccount } from "../setup/postgres-account.mjs";
import { ToldError } from "../setup/told-error.mjs";
import { endLeftover } from "./end-leftover-postgres.mjs";

const ownerRole = "patchbay";
const database = "patchbay";

/**
 * Starts the embedded PostgreSQL on loopback with its files in the data folder, makes them the first time, and waits
 * until it answers.
 *
 * @param {{
 *   dataFolder: string, ownerPassword: string, tell?: (sentence: string) => void,
 *   isThrowaway?: boolean,
 * }} options `isThrowaway`: for a test's data, which nobody misses after a power cut
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} `url` is the owner's
 */
export async function startPostgres({ dataFolder, ownerPassword, tell, isThrowaway = false }) {
  const account = postgresAccount();
  const runAs = account ? { uid: account.uid, gid: account.gid } : {};
  const native = reachableBinaries(dataFolder, account);
  const cluster = path.join(dataFolder, "postgres");
  const env = { ...environmentOf("postgres", process.env), LC_ALL: "C", LC_MESSAGES: "C" };
  if (!fs.existsSync(path.join(cluster, "PG_VERSION"))) {
    await makeCluster({ cluster, native, account, ownerPassword, env, dataFolder });
  }
  await endLeftover(cluster);
  const port = await rememberedPort(path.join(dataFolder, "ports.json"), "postgres");
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    ...(isThrowaway ? ["fsync=off", "synchronous_commit=off", "full_page_writes=off"] : []),
  ];
  const urlOf = (/** @type {string} */ name) =>
    `postgresql://${ownerRole}:${encodeURIComponent(ownerPassword)}@127.0.0.1:${port}/${name}`;
  const server = await superviseProcess({
    name: "database",
    command: binary(native, "postgres"),
    args: ["-D", cluster, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    env,
    cwd: path.parse(cluster).root,
    logFile: path.join(dataFolder, "logs", "postgres.log"),
    // SIGTERM would wait for every client to leave; SIGINT ends them in order.
    stopSignal: "SIGINT",
    stopSeconds: 10,
    readySeconds: 60,
    isReady: () => canConnect(urlOf("postgres")),
    ...(tell ? { tell } : {}),
    ...runAs,
  });
  await ensureDatabase(urlOf("postgres"));
  return { url: urlOf(database), stop: server.stop };
}

/**
 * The account that PostgreSQL runs as must get to its binaries too. Where it cannot (a project in /root), they are
 * copied into the data folder, about 60 MB, once per version.
 *
 * @param {string} dataFolder @param {{ uid: number, gid: number } | undefined} account
 */
function reachableBinaries(dataFolder, account) {
  const folder = postgresPackage();
  if (!folder) {
    throw new ToldError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. ` +
        "Set DATABASE_URL to your own PostgreSQL (version 15 or newer).",
    );
  }
  const native = path.join(folder, "native");
  for (const name of ["postgres", "initdb"]) {
    const { mode } = fs.statSync(binary(native, name));
    // npm keeps the mode of a package's files, but an unpacked copy may have lost it.
    if ((mode & 0o555) !== 0o555) fs.chmodSync(binary(native, name), mode | 0o555);
  }
  if (!account || canReach(account, native)) return native;
  const { version } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const copy = path.join(dataFolder, `postgres-binaries-${version}`);
  if (!fs.existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    fs.cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    fs.chmodSync(draft, 0o755);
    fs.renameSync(draft, copy);
  }
  return copy;
}

/**
 * @param {{
 *   cluster: string, native: string, account: { uid: number, gid: number } | undefined, ownerPassword: string,
 *   env: NodeJS.ProcessEnv, dataFolder: string,
 * }} options
 */
async function makeCluster({ cluster, native, account, ownerPassword, env, dataFolder }) {
  // What an interrupted first start left isn't a cluster.
  fs.rmSync(cluster, { recursive: true, force: true });
  fs.mkdirSync(cluster, { mode: 0o700 });
  const passwordFile = path.join(cluster, "..", `.first-password-${process.pid}`);
  fs.writeFileSync(passwordFile, `${ownerPassword}\n`, { mode: 0o600 });
  if (account) {
    fs.chownSync(cluster, account.uid, account.gid);
    fs.chownSync(passwordFile, account.uid, account.gid);
  }
  try {
    await runCommand({
      title: "Creating the database files",
      command: binary(native, "initdb"),
      args: [
        `--pgdata=${cluster}`,
        `--username=${ownerRole}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // The same order and case on every machine, whatever locales it has.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
      ],
      env,
      cwd: path.parse(cluster).root,
      logFile: path.join(dataFolder, "logs", "initdb.log"),
      timeoutSeconds: 120,
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
    });
  } catch (error) {
    fs.rmSync(cluster, { recursive: true, force: true });
    throw error;
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

/** @param {string} native @param {string} name */
function binary(native, name) {
  return path.join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
}

/** `pg` is loaded late: when this file is, it may not be installed yet. @returns {typeof import("pg")} */
function loadPg() {
  return createRequire(inRoot("package.json"))("pg");
}

/** @param {string} url */
async function canConnect(url) {
  const client = new (loadPg().Client)({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** @param {string} url of the maintenance database */
async function ensureDatabase(url) {
  const client = new (loadPg().Client)({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
}
