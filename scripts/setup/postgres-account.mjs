import { spawnSync } from "node:child_process";
import path from "node:path";
import { ToldError } from "./told-error.mjs";

/**
 * PostgreSQL refuses to run as root. Then it runs as an account that is there already: "postgres", else "nobody".
 * Nothing is added to the machine's accounts.
 *
 * @returns {{ uid: number, gid: number, name: string } | undefined} undefined when we aren't root: as ourselves
 */
export function postgresAccount() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = [idOf("-u", name), idOf("-g", name)];
    if (uid !== undefined && gid !== undefined && uid !== 0) return { uid, gid, name };
  }
  throw new ToldError(
    `PostgreSQL can't run as root, and there is no account "postgres" or "nobody" to run it as. ` +
      "Start as an ordinary user, or set DATABASE_URL to your own PostgreSQL.",
  );
}

/**
 * Whether the account gets to a folder: every folder above it must let it through (a home like /root does not). The
 * system is asked, as that account, because only it knows all of modes, access lists and mounts.
 *
 * @param {{ uid: number, gid: number }} account @param {string} folder an existing one
 */
export function canReach(account, folder) {
  const tried = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], {
    uid: account.uid,
    gid: account.gid,
    cwd: path.parse(folder).root,
    stdio: "ignore",
  });
  return tried.status === 0;
}

/** @param {"-u" | "-g"} which @param {string} name */
function idOf(which, name) {
  const { status, stdout } = spawnSync("id", [which, name], { encoding: "utf8" });
  const id = Number.parseInt(stdout ?? "", 10);
  return status === 0 && Number.isInteger(id) ? id : undefined;
}
