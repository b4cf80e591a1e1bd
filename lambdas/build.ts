import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { zipSync } from "fflate";

export interface LambdaArtifact {
  /** Base64 of the zip's SHA-256: what Lambda calls CodeSha256. */
  sha256Base64: string;
  sizeKiB: number;
  handler: "index.handler";
  /** Lambda's name of the Node.js that the code is built for. */
  runtime: typeof runtime;
}
export type LambdaManifest = Record<string, LambdaArtifact>;

/**
 * The one place that names the version: functions are built for it and deployed on it. nodejs22.x is deprecated on
 * 2027-04-30, can't be created from 2027-06-01 or updated from 2027-07-01; nodejs24.x lasts until 2028-04-30
 * (AWS's table of runtimes).
 */
const nodeVersion = 24;
const runtime = `nodejs${nodeVersion}.x` as const;

const here = path.dirname(fileURLToPath(import.meta.url));

/** Every folder here that has a handler.ts is a function, and its name. */
export async function functionNames(): Promise<string[]> {
  const entries = await readdir(here, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(path.join(here, entry.name, "handler.ts")))
    .map((entry) => entry.name)
    .sort();
}

/** One function as a zip with one file. The same sources give the same bytes, on every machine and day. */
export async function buildLambda(name: string): Promise<Uint8Array> {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [`./${name}/handler.ts`],
    bundle: true,
    platform: "node",
    target: `node${nodeVersion}`,
    format: "cjs",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    sourcemap: false,
    write: false,
    outfile: "index.js",
    // A tsconfig in a parent folder must not change what is built.
    tsconfigRaw: {},
    logLevel: "silent",
  });
  const code = result.outputFiles[0]?.contents;
  if (!code) throw new Error(`esbuild gave no output for ${name}.`);
  return zipSync(
    { "index.js": code },
    // Zip times have no zone and start in 1980; Lambda reads files as another user, so they are world-readable (0644, Unix).
    { level: 9, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 << 16 },
  );
}

/** Builds all functions into `folder` as `<name>.zip`, and describes them in manifest.json. */
export async function buildLambdas(folder = path.join(here, "dist")): Promise<LambdaManifest> {
  await mkdir(folder, { recursive: true });
  const names = await functionNames();
  const zips = await Promise.all(names.map(async (name) => [name, await buildLambda(name)] as const));
  const manifest: LambdaManifest = {};
  for (const [name, zip] of zips) {
    await writeWhole(path.join(folder, `${name}.zip`), zip);
    manifest[name] = {
      sha256Base64: createHash("sha256").update(zip).digest("base64"),
      sizeKiB: Math.round((zip.byteLength / 1024) * 10) / 10,
      handler: "index.handler",
      runtime,
    };
  }
  await writeWhole(path.join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** A concurrent reader sees the old file or the new one, never a partial one. */
async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, file);
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const manifest = await buildLambdas();
  for (const [name, { sizeKiB }] of Object.entries(manifest))
    process.stdout.write(`${name} ${sizeKiB} KiB\n`);
}
