import { expect, test } from "vitest";
import { makeProgress } from "./progress.mjs";

function record(isTTY: boolean) {
  const written: string[] = [];
  const stream = { isTTY, write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
  let time = 0;
  return { progress: makeProgress({ stream, now: () => (time += 1500) }), said: () => written.join("") };
}

test("a step is one line with its seconds and what there is to note", async () => {
  const { progress, said } = record(false);
  const value = await progress.step("database", (note) => {
    note("embedded");
    return 42;
  });
  expect(value).toBe(42);
  expect(said()).toMatch(/^✓ database +1\.5 s {2}embedded\n$/);
});

test("a step that fails says so on its line and passes the failure on", async () => {
  const { progress, said } = record(false);
  await expect(progress.step("worker", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  expect(said()).toMatch(/^✗ worker/);
});

test("nothing is written when it is to be quiet", async () => {
  const written: string[] = [];
  const stream = { isTTY: true, write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
  const progress = makeProgress({ stream, isQuiet: true });
  await progress.step("keys", () => undefined);
  progress.say("ready");
  expect(written).toEqual([]);
});
