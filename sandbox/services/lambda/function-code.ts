import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";
import type { SandboxAccount } from "../../state/account";
import { ServiceError } from "../../wire/service";
import { badParameter, lambdaState } from "./function-store";

const maxZipBytes = 50 * 1024 * 1024;
const maxUnzippedBytes = 262_144_000;

export interface StoredCode {
  codeSha256: string;
  codeBytes: number;
}

function codeRoot(account: SandboxAccount): string {
  return join(account.state.folder, "lambda");
}

/** Where a zip's files are; named by its hash, so the same code is stored once. */
export function codeFolder(account: SandboxAccount, codeSha256: string): string {
  return join(codeRoot(account), "code", Buffer.from(codeSha256, "base64").toString("hex"));
}

/** The modules that a runtime includes: the SDK and nothing else. */
export function runtimeModules(account: SandboxAccount): string {
  return join(codeRoot(account), "node_modules");
}

/** Unpacks a deployment package. Throws Lambda's errors for one that isn't a zip, is empty, or is too large. */
export function storeCode(account: SandboxAccount, zip: Uint8Array): StoredCode {
  if (zip.length > maxZipBytes)
    throw new ServiceError(
      "RequestEntityTooLargeException",
      "Request must be smaller than 70167211 bytes for the CreateFunction operation",
      {},
      413,
    );
  const codeSha256 = createHash("sha256").update(zip).digest("base64");
  const folder = codeFolder(account, codeSha256);
  if (!existsSync(folder)) {
    prepareRuntime(account);
    const files = unpack(zip);
    // Partly written code must never be found under its final name.
    const writing = `${folder}.writing`;
    rmSync(writing, { recursive: true, force: true });
    for (const [name, content] of Object.entries(files)) writeEntry(writing, name, content);
    renameSync(writing, folder);
  }
  return { codeSha256, codeBytes: zip.length };
}

function unpack(zip: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(zip, {
      filter(file) {
        total += file.originalSize;
        if (total > maxUnzippedBytes)
          throw badParameter(`Unzipped size must be smaller than ${maxUnzippedBytes} bytes`);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw badParameter("Could not unzip uploaded file. Please check your file, then try to upload again.");
  }
  if (Object.keys(files).length === 0) throw badParameter("Uploaded file must be a non-empty zip");
  return files;
}

function writeEntry(folder: string, name: string, content: Uint8Array): void {
  const path = normalize(name);
  if (isAbsolute(path) || path === ".." || path.startsWith(`..${sep}`))
    throw badParameter("Could not unzip uploaded file. Please check your file, then try to upload again.");
  const target = join(folder, path);
  if (name.endsWith("/")) {
    mkdirSync(target, { recursive: true });
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}

function prepareRuntime(account: SandboxAccount): void {
  const root = codeRoot(account);
  mkdirSync(join(root, "code"), { recursive: true });
  // Without it, the nearest package.json above would decide whether index.js is a module.
  writeFileSync(join(root, "package.json"), "{}");
  const modules = runtimeModules(account);
  mkdirSync(modules, { recursive: true });
  for (const scope of ["@aws-sdk", "@smithy"]) {
    const link = join(modules, scope);
    const target = fileURLToPath(new URL(`../../../node_modules/${scope}`, import.meta.url));
    if (!existsSync(link) && existsSync(target)) symlinkSync(target, link, "junction");
  }
}

/** Removes packages that no version of any function uses any more. */
export function removeUnusedCode(account: SandboxAccount): void {
  const used = new Set<string>();
  for (const { latest, versions } of Object.values(lambdaState(account).data.functions))
    for (const { codeSha256 } of [latest, ...Object.values(versions)])
      used.add(codeFolder(account, codeSha256));
  const folder = join(codeRoot(account), "code");
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!used.has(path)) rmSync(path, { recursive: true, force: true });
  }
}
