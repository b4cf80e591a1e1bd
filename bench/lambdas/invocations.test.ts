import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { functionNames } from "@/lambdas/build";
import { describeFigures } from "./describe-figures";
import { invocations } from "./invocations";
import { runWarm } from "./run-function";

test("every function of the project is measured", async () => {
  expect(Object.keys(invocations).sort()).toEqual(await functionNames());
});

test("the figures are in columns under their names, with the wish beside each function's own work", () => {
  const [head = "", first = "", second = ""] = describeFigures({
    short: { zipKiB: 0.92, ownWorkMs: 1, handlerMedianMs: 1.514, coldStartMs: 81.4 },
    "a-longer-name": { zipKiB: 11.5, ownWorkMs: 1.01, handlerMedianMs: 11, coldStartMs: 240 },
  }).split("\n");
  expect(head).toBe("Lambda         zip KiB  own work ms    wished ms  answer ms  cold start ms");
  expect(first).toBe("short              0.9         1.00         1.00       1.51             81");
  expect(second).toBe("a-longer-name     11.5         1.01  missed 1.00      11.00            240");
});

test("time that a function waits is no work of its own, and time that it calculates is", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "bench-"));
  const file = path.join(folder, "index.cjs");
  const measure = async (body: string) => {
    await writeFile(file, `exports.handler = async () => { ${body}; return { done: true }; };`);
    return runWarm({ name: "toy", file, event: {}, expected: { done: true }, environment: {} }, 20);
  };
  const waiting = await measure("await new Promise((resolve) => setTimeout(resolve, 20))");
  expect(waiting.handlerMedianMs).toBeGreaterThan(18);
  expect(waiting.ownWorkMs).toBeLessThan(10);
  const working = await measure(
    "for (const from = process.cpuUsage(); process.cpuUsage(from).user < 3000; );",
  );
  expect(working.ownWorkMs).toBeGreaterThanOrEqual(3);
  await rm(folder, { recursive: true });
});
