import { readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { FullConfig, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/**
 * A trace is kept only of a test that failed, but what was recorded for the others lies in the worker's folder until the
 * worker ends: half a gigabyte in a run of all tests. This reporter takes it away while the run goes on.
 */
export default class SweepTraces implements Reporter {
  private outputFolders: string[] = [];

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig): void {
    this.outputFolders = config.projects.map((project) => project.outputDir);
  }

  /** A trace that is kept was written to a folder of its own before this is told. */
  onTestEnd(test: TestCase, result: TestResult): void {
    const endedAtMs = result.startTime.getTime() + result.duration;
    const worker = { index: result.workerIndex, endedAtMs };
    for (const folder of this.outputFolders) sweepTraces(folder, test.id, worker);
  }
}

/**
 * Removes what only this test needed: its records, and pictures of the screen that are older than its end. Those of the
 * worker's next test, which may run already, are younger; other workers have folders of their own. What a page loaded
 * stays: it is stored once for all tests. So does the list of it (".network"), which is small: a page that several tests
 * share carries it on until it is closed.
 */
export function sweepTraces(
  outputFolder: string,
  testId: string,
  worker: { index: number; endedAtMs: number },
): void {
  const traces = path.join(outputFolder, `.playwright-artifacts-${worker.index}`, "traces");
  for (const name of listNames(traces)) {
    if (!name.startsWith(testId) || name.endsWith(".network")) continue;
    rmSync(path.join(traces, name), { force: true });
  }
  const frames = path.join(traces, "screencast");
  for (const name of listNames(frames)) {
    const file = path.join(frames, name);
    const madeAtMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? worker.endedAtMs;
    if (madeAtMs < worker.endedAtMs) rmSync(file, { force: true });
  }
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
