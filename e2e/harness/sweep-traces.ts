import { readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { FullConfig, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/**
 * A trace is kept only of a test that failed, but what was recorded for the others lies in the worker's folder until the
 * worker ends: half a gigabyte in a run of all tests. This takes away what no test needs any more while the run goes on.
 *
 * What a page loaded stays: it is stored once for all tests, and a later test's trace refers to it.
 */
export default class SweepTraces implements Reporter {
  private outputFolders: string[] = [];

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig): void {
    this.outputFolders = config.projects.map((project) => project.outputDir);
  }

  /** A trace that is kept was written to its own folder before this is told. */
  onTestEnd(test: TestCase, result: TestResult): void {
    for (const output of this.outputFolders) {
      for (const worker of listNames(output).filter((name) => name.startsWith(".playwright-artifacts-"))) {
        const traces = path.join(output, worker, "traces");
        for (const name of listNames(traces)) {
          if (name.startsWith(test.id)) rmSync(path.join(traces, name), { force: true });
        }
        sweepFrames(path.join(traces, "resources"), result.startTime.getTime() + result.duration);
      }
    }
  }
}

/** Pictures of the screen belong to one test each. Those of the next test, which may run already, are younger. */
function sweepFrames(resources: string, endedAtMs: number): void {
  for (const name of listNames(resources).filter((each) => each.endsWith(".jpeg"))) {
    const file = path.join(resources, name);
    const madeAtMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? endedAtMs;
    if (madeAtMs < endedAtMs) rmSync(file, { force: true });
  }
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
