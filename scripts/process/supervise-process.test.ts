import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { superviseProcess } from "./supervise-process.mjs";

let folder = "";
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay supervise "));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function supervise(program: string, tell: (sentence: string) => void = () => undefined) {
  return superviseProcess({
    name: "sample",
    command: process.execPath,
    args: ["-e", program],
    env: process.env,
    logFile: path.join(folder, "sample.log"),
    readySeconds: 15,
    isReady: (said) => said.out.includes("ready\n"),
    tell,
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Says its own number and its child's, and is ready; both would live on forever. */
const withChild = `
  const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  console.log(process.pid, child.pid);
  console.log("ready");
  setInterval(() => {}, 1000);
`;

test("a process that dies is started again, and its own children go with it", async () => {
  const said: string[] = [];
  const supervised = await supervise(withChild, (sentence) => said.push(sentence));
  const [pid = 0, childPid = 0] = supervised.said.out.split(/\s/).map(Number);
  process.kill(pid, "SIGKILL");
  await vi.waitFor(() => expect(said.at(-1)).toBe("The sample is running again."), 15_000);
  expect(said[0]).toMatch("The sample exited. Restarting it in 0.5 s");
  expect(supervised.pid()).not.toBe(pid);
  await vi.waitFor(() => expect(isAlive(childPid)).toBe(false), 5_000);
  await supervised.stop();
});

test("stopping ends it and everything it started, and it doesn't come back", async () => {
  const supervised = await supervise(withChild);
  const [pid = 0, childPid = 0] = supervised.said.out.split(/\s/).map(Number);
  await supervised.stop();
  await vi.waitFor(() => expect([isAlive(pid), isAlive(childPid)]).toEqual([false, false]), 5_000);
});

test("one that ends before it is ready fails with its last words and where the rest of them is", async () => {
  const program = `console.error("cannot find the thing"); process.exit(3)`;
  const failure = await supervise(program).catch((error: Error) => error.message);
  expect(failure).toContain("The sample didn't start: it exited (3)");
  expect(failure).toContain("cannot find the thing");
  expect(failure).toContain("sample.log");
});
