import { spawn } from "node:child_process";
import { makeProgress } from "./process/progress.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { checkNode } from "./setup/check-node.mjs";
import { ensureDependencies } from "./setup/dependencies.mjs";
import { inRoot, root } from "./setup/paths.mjs";
import { sentenceOf } from "./setup/told-error.mjs";

// `npm run format`: formats and lints every file, and writes what can be mended without asking.

const { rest } = readCommandLine({
  command: "npm run format",
  does: "Formats and lints the project, and applies every safe fix.",
  passes: "biome check",
});

try {
  checkNode();
  const progress = makeProgress({ isQuiet: process.stdout.isTTY !== true });
  await progress.step("dependencies", (note) => ensureDependencies(note));
  const args = [inRoot("node_modules", "@biomejs", "biome", "bin", "biome"), "check", "--write", ...rest];
  const child = spawn(process.execPath, [...args, ...(rest.length > 0 ? [] : ["."])], {
    cwd: root,
    stdio: "inherit",
  });
  process.exitCode = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
