import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { readArchive } from "./read-archive";

const bounds = { maxEntries: 20, maxFileBytes: 100_000 };
const signal = new AbortController().signal;
const wanted = (name: string) => name.endsWith("appDefinition.json");
const read = (archive: Uint8Array) => readArchive(archive, wanted, bounds, signal);
const pack = (files: Record<string, string | Uint8Array>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, file]) => [name, typeof file === "string" ? strToU8(file) : file]),
    ),
  );
const texts = async (archive: Uint8Array) => {
  const answer = await read(archive);
  return answer.ok
    ? [...answer.files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()])
    : answer.fault;
};

test("the wanted file of an archive is read, in a folder too, and no other", async () => {
  const archive = pack({ "x/appDefinition.json": '{"ü":1}', "config.json": "{}", "icon.png": "png" });
  expect(await texts(archive)).toEqual([["x/appDefinition.json", '{"ü":1}']]);
});

test("a file that unpacks to more than is allowed is refused, whatever the archive says of its size", async () => {
  const bomb = pack({ "appDefinition.json": new Uint8Array(2_000_000) });
  expect(bomb.length).toBeLessThan(10_000);
  expect(await texts(bomb)).toBe("size");
  // In the local header and in the directory.
  const lying = Buffer.from(bomb);
  lying.writeUInt32LE(10, 22);
  lying.writeUInt32LE(10, lying.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
  expect(await texts(lying)).toBe("size");
});

test("many files of the wanted name are counted together", async () => {
  const files = Array.from({ length: 10 }, (_, index) => [
    `${index}/appDefinition.json`,
    new Uint8Array(90_000),
  ]);
  expect(await texts(pack(Object.fromEntries(files)))).toBe("size");
});

test("a file that isn't wanted costs nothing, however large", async () => {
  const archive = pack({
    "nlp/utterances.json": new Uint8Array(4_000_000),
    "appDefinition.json": "{}",
  });
  expect(await texts(archive)).toEqual([["appDefinition.json", "{}"]]);
});

test("an archive of very many files is refused", async () => {
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}`, "x"]));
  expect(await texts(pack({ ...files, "appDefinition.json": "{}" }))).toBe("entries");
  const allowed = Object.fromEntries(Object.entries(files).slice(0, bounds.maxEntries - 1));
  expect(await texts(pack({ ...allowed, "appDefinition.json": "{}" }))).toHaveLength(1);
});

test("one that ends early, or is no archive, is broken and nothing worse", async () => {
  const noise = Buffer.from(
    fc.sample(fc.uint8Array({ minLength: 50_000, maxLength: 50_000 }), { numRuns: 1, seed: 1 })[0] ?? [],
  );
  const whole = pack({ "appDefinition.json": noise.toString("base64") });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60_000 }), async (length) => {
      fc.pre(length < whole.length - 200);
      expect(await texts(whole.subarray(0, length))).toBe("broken");
    }),
    { numRuns: 20 },
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (bytes) => {
      expect(await texts(bytes)).toBe("broken");
    }),
    { numRuns: 50 },
  );
});

test("reading stops when nobody waits any longer", async () => {
  const archive = pack({ "appDefinition.json": "{}" });
  await expect(readArchive(archive, wanted, bounds, AbortSignal.abort())).rejects.toThrow();
});
