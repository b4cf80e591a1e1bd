import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sweepTraces } from "./sweep-traces";

let output = "";
beforeEach(() => {
  output = mkdtempSync(path.join(tmpdir(), "patchbay traces "));
});
afterEach(() => rmSync(output, { recursive: true, force: true }));

const endedAtMs = Date.UTC(2026, 0, 1);

function record(name: string, atMs: number, worker = 0): void {
  const file = path.join(output, `.playwright-artifacts-${worker}`, "traces", name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "x");
  utimesSync(file, atMs / 1000, atMs / 1000);
}

test("what was recorded for a test that ended goes, and what another test still needs stays", () => {
  for (const name of ["one-1.trace", "one-1.network", "screencast/page@1-1.jpeg"])
    record(name, endedAtMs - 1000);
  for (const name of ["two-1.trace", "screencast/page@2-1.jpeg"]) record(name, endedAtMs + 1000);
  // Loaded by the first test's page, and stored once for all.
  record("resources/0a1b2c.css", endedAtMs - 1000);
  mkdirSync(path.join(output, "a-failed-test"));
  writeFileSync(path.join(output, "a-failed-test", "trace.zip"), "x");

  sweepTraces(output, "one", { index: 0, endedAtMs });

  const traces = path.join(output, ".playwright-artifacts-0", "traces");
  // A page that goes on into the next test still adds to its list of what it loaded.
  expect(readdirSync(traces).sort()).toEqual(["one-1.network", "resources", "screencast", "two-1.trace"]);
  expect(readdirSync(path.join(traces, "resources"))).toEqual(["0a1b2c.css"]);
  expect(readdirSync(path.join(traces, "screencast"))).toEqual(["page@2-1.jpeg"]);
  expect(readdirSync(path.join(output, "a-failed-test"))).toEqual(["trace.zip"]);
});

test("nothing was recorded yet: nothing happens", () => {
  expect(() => sweepTraces(path.join(output, "absent"), "one", { index: 0, endedAtMs })).not.toThrow();
});

test("what another worker records at the same time stays", () => {
  record("screencast/page@3-1.jpeg", endedAtMs - 1000, 1);
  sweepTraces(output, "one", { index: 0, endedAtMs });
  expect(readdirSync(path.join(output, ".playwright-artifacts-1", "traces", "screencast"))).toEqual([
    "page@3-1.jpeg",
  ]);
});
