import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findingKinds, findingStepsOf, nameOfFinding } from "./findings";
import { vendors } from "./registry";

const codes = findingKinds.map(({ code }) => code);

test("every finding has its row in the documentation, and no other has", () => {
  const text = readFileSync(fileURLToPath(new URL("../../docs/findings.md", import.meta.url)), "utf8");
  const rows = [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
  expect(rows.sort()).toEqual([...codes].sort());
});

/** Of what a folder holds, at any depth. */
function readSources(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}

test("every finding is in a test that needs no sandbox, by its code or by its file", () => {
  const sources = readSources(fileURLToPath(new URL("..", import.meta.url)));
  const tests = sources.filter(({ path }) => /(?<!\.integration|\.long)\.test\.ts$/.test(path));
  const untested = codes.filter((code) => {
    const file = sources.find(
      ({ path, text }) => !path.endsWith(".test.ts") && text.includes(`code: "${code}"`),
    );
    const name = basename(file?.path ?? "", ".ts");
    return !tests.some(({ text }) => text.includes(`"${code}"`) || text.includes(`/${name}"`));
  });
  expect(untested).toEqual([]);
});

test("each has a code and a name of its own", () => {
  expect(new Set(codes).size).toBe(codes.length);
  const names = findingKinds.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("a vendor's findings stand where it says, and none is lost", () => {
  const shared = new Set(findingStepsOf([]).flatMap((step) => step.map(({ code }) => code)));
  for (const { findings } of vendors)
    for (const { step, before } of findings) {
      expect(shared).toContain(before);
      const at = codes.indexOf(step[0]?.code ?? "");
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThan(codes.indexOf(before));
    }
});

test("a vendor's picture blames cables for findings that there are", () => {
  const blamed = vendors.flatMap(({ cableProofs }) => Object.values(cableProofs).map(({ causes }) => causes));
  for (const code of blamed.flatMap(Object.keys)) expect(codes).toContain(code);
  expect(blamed.length).toBeGreaterThan(0);
});

test("a code that this console does not know is shown as it is", () => {
  expect(nameOfFinding("metadata-late")).toBe("Metadata arrived too late");
  expect(nameOfFinding("found-by-a-newer-one")).toBe("found-by-a-newer-one");
  expect(nameOfFinding("toString")).toBe("toString");
});
