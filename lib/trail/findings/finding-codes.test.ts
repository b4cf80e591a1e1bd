import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findingNames, nameOfFinding } from "@/lib/trail/findings/finding-codes";

test("every finding has its row in the documentation, and no other has", () => {
  const text = readFileSync(fileURLToPath(new URL("../../../docs/findings.md", import.meta.url)), "utf8");
  const rows = [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
  expect(rows.sort()).toEqual(Object.keys(findingNames).sort());
});

test("a code that this console does not know is shown as it is", () => {
  expect(nameOfFinding("metadata-late")).toBe("Metadata came too late");
  expect(nameOfFinding("found-by-a-newer-one")).toBe("found-by-a-newer-one");
  expect(nameOfFinding("toString")).toBe("toString");
});
