// For a whole run of the integration tests: one build of the sandbox, which each file starts as a process of its own.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { buildSandbox } from "../build";

export default async function buildForRun(): Promise<() => Promise<void>> {
  // Several projects of one run share it.
  if (process.env.PATCHBAY_TEST_SANDBOX) return async () => undefined;
  // Packages are found from there.
  const cache = path.resolve("node_modules", ".cache");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(path.join(cache, "patchbay-sandbox-"));
  await buildSandbox(folder);
  process.env.PATCHBAY_TEST_SANDBOX = folder;
  return () => rm(folder, { recursive: true, force: true });
}
