import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import { buildLambda, functionNames } from "@/lambdas/build";
import { invocations } from "./invocations";
import { startOtherSide } from "./other-side";
import { runColdStart, runWarm } from "./run-function";

export interface LambdaFigures {
  /** Of the zip that is uploaded, 1 KiB = 1,024 bytes. */
  zipKiB: number;
  /**
   * The function's own work: median, over warm calls, of the processor time of its process, garbage collection and the
   * system's work for it included. Waiting for the other side, or for a processor that others use, is no work of its own.
   */
  ownWorkMs: number;
  /** Median time until warm calls answer, with the table or vendor answering immediately over real HTTP, which takes its time. */
  handlerMedianMs: number;
  /** Median from the start of a fresh Node process to its first answer: Node's own start, the zip's code, the call. */
  coldStartMs: number;
}
export type Figures = Record<string, LambdaFigures>;

export const largestZipKiB = 12;
/** A wish: it depends on the machine, so the figures say what is above it, and nothing fails. */
export const wishedOwnWorkMs = 1;
const coldStarts = 7;

/**
 * Measures every function of the project as it is deployed: the zip's one file, alone in a folder, in
 * processes of its own, on this machine's Node. One at a time: two at once would affect each other. Throws when a
 * function has no invocation to measure, doesn't answer as expected, or has too large a zip.
 */
export async function benchLambdas(tell: (sentence: string) => void): Promise<Figures> {
  const folder = await mkdtemp(path.join(tmpdir(), "bench-"));
  const otherSide = await startOtherSide();
  try {
    const figures: Figures = {};
    for (const name of await functionNames()) {
      tell(`Measuring ${name} …`);
      figures[name] = await benchLambda(name, path.join(folder, name), otherSide.url);
    }
    return figures;
  } finally {
    await otherSide.stop();
    await rm(folder, { recursive: true });
  }
}

async function benchLambda(name: string, folder: string, otherSideUrl: string): Promise<LambdaFigures> {
  const invocation = invocations[name];
  if (!invocation)
    throw new Error(`${name} has no invocation to measure: add one to bench/lambdas/invocations.ts.`);
  const zip = await buildLambda(name);
  const zipKiB = round(zip.byteLength / 1024);
  if (zipKiB > largestZipKiB) throw new Error(`${name}.zip has ${zipKiB} KiB, more than ${largestZipKiB}.`);
  await mkdir(folder);
  const file = path.join(folder, "index.cjs");
  await writeFile(file, unzipSync(zip)["index.js"] ?? "");
  const run = {
    name,
    file,
    event: invocation.event,
    expected: invocation.expected,
    environment: invocation.environment(otherSideUrl),
  };
  const cold: number[] = [];
  for (let count = 0; count < coldStarts; count++) cold.push(await runColdStart(run));
  const { ownWorkMs, handlerMedianMs } = await runWarm(run);
  return {
    zipKiB,
    ownWorkMs: round(ownWorkMs),
    handlerMedianMs: round(handlerMedianMs),
    coldStartMs: round(median(cold)),
  };
}

function median(values: number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
