import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { forgetConfig } from "@/lib/kernel/config";
import { applyTestSettings } from "@/lib/testing/postgres";
import { putEnvironmentBack } from "@/lib/testing/put-environment-back";
import { oldestKey } from "./key-ring";

const given = { ...process.env };
// Nothing connects: the other settings only have to be there.
beforeEach(() => void applyTestSettings("postgresql://owner@127.0.0.1:1/none"));
afterEach(() => {
  putEnvironmentBack(given);
  forgetConfig();
});

const newKey = () => randomBytes(32).toString("base64");
const [first, second] = [newKey(), newKey()];
const ring = (current: string, keys: Record<string, string>) => JSON.stringify({ current, keys });

function putRing(text: string, file?: string): void {
  process.env.PATCHBAY_KEY_RING = text;
  if (file === undefined) delete process.env.PATCHBAY_KEY_RING_FILE;
  else process.env.PATCHBAY_KEY_RING_FILE = file;
  forgetConfig();
}

it("what is derived from the oldest key stays the same through a rotation", () => {
  putRing(ring("k1", { k1: first }));
  expect(oldestKey()).toEqual(Buffer.from(first, "base64"));
  putRing(ring("k2", { k1: first, k2: second }));
  expect(oldestKey()).toEqual(Buffer.from(first, "base64"));
});

it("the oldest key is the next one once the first has left the ring", () => {
  putRing(ring("k2", { k2: second }));
  expect(oldestKey()).toEqual(Buffer.from(second, "base64"));
});

it("a rotation in the ring's file doesn't change the oldest key of a running process", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "key-ring-"));
  const file = path.join(folder, "keys.json");
  const write = (text: string) => writeFileSync(file, JSON.stringify({ PATCHBAY_KEY_RING: text }));
  try {
    write(ring("k1", { k1: first }));
    putRing(ring("k1", { k1: first }), file);
    const before = oldestKey();
    write(ring("k2", { k1: first, k2: second }));
    expect(oldestKey()).toEqual(before);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
