import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let folder = "";
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay stop "));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test("when whoever reads its words goes away (`npm test | head`), it still cleans up and ends", async () => {
  const left = path.join(folder, "left");
  fs.writeFileSync(left, "");
  const program = `
    import { rmSync } from "node:fs";
    import { stopSignal, untilStopped } from ${JSON.stringify(new URL("until-stopped.mjs", import.meta.url).href)};
    const signal = stopSignal();
    const talk = setInterval(() => process.stdout.write("words\\n"), 5);
    await untilStopped(signal);
    process.stdout.write("more words\\n");
    clearInterval(talk);
    rmSync(${JSON.stringify(left)});
    process.exit(3);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaints = "";
  child.stderr.on("data", (chunk) => {
    complaints += chunk;
  });
  const exited = once(child, "exit");
  await once(child.stdout, "data");
  child.stdout.destroy();
  expect((await exited)[0]).toBe(3);
  expect(complaints).toBe("");
  expect(fs.existsSync(left)).toBe(false);
});
