import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface RootKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** The main user's keys: from the environment, otherwise from an earlier start, otherwise created (file mode 600). */
export function readRootKey(dataFolder: string, env: NodeJS.ProcessEnv): RootKey {
  const accessKeyId = env.PATCHBAY_SANDBOX_ACCESS_KEY_ID;
  const secretAccessKey = env.PATCHBAY_SANDBOX_SECRET_ACCESS_KEY;
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey };
  const path = join(dataFolder, "root-key.json");
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as RootKey;
  const made: RootKey = {
    accessKeyId: `AKIA${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString("base64"),
  };
  writeFileSync(path, JSON.stringify(made), { mode: 0o600 });
  return made;
}
