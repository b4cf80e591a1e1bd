// Writes Prisma's client into prisma/generated. Node built-ins only, because set-up runs it before anything is built.
//
// Prisma's CLI wants its schema engine, a binary from Prisma's own host, even where it never starts it: version 7's
// `generate` needs no engine. Naming any file that exists satisfies it, so this also works where that host is out of reach.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const schemaFile = path.join(here, "schema.prisma");
const generatedFolder = path.join(here, "generated");
const stampFile = path.join(generatedFolder, ".made-from");
const cli = path.join(root, "node_modules", "prisma", "build", "index.js");

/** What the client is made from: the schema, and Prisma's version. */
function fingerprint() {
  const version = readFileSync(path.join(root, "node_modules", "prisma", "package.json"));
  return createHash("sha256").update(readFileSync(schemaFile)).update(version).digest("hex");
}

/** Generates unless the client is already of this schema. Returns whether it did; throws with Prisma's own words. */
export function generateClient() {
  const wanted = fingerprint();
  const made = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";
  if (made === wanted && existsSync(path.join(generatedFolder, "client.ts"))) return false;

  const run = spawnSync(process.execPath, [cli, "generate", "--schema", schemaFile, "--no-hints"], {
    cwd: root,
    encoding: "utf8",
    timeout: 120_000,
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
  });
  if (run.status !== 0) {
    throw new Error(`prisma generate failed:\n${run.stdout ?? ""}${run.stderr ?? ""}${run.error ?? ""}`);
  }
  mkdirSync(generatedFolder, { recursive: true });
  writeFileSync(stampFile, wanted);
  return true;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(generateClient() ? "Prisma client generated.\n" : "Prisma client is up to date.\n");
}
