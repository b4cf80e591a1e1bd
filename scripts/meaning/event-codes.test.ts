import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inRoot } from "../setup/paths.mjs";

test("each code of an event is declared once, by the source that it names", () => {
  const files = execFileSync("git", ["grep", "-lw", "eventKind", "--", "lib"], {
    cwd: inRoot(),
    encoding: "utf8",
  });
  const codes = files
    .trim()
    .split("\n")
    .filter((file) => !file.endsWith("event-kind.ts"))
    .flatMap((file) => [
      ...readFileSync(inRoot(file), "utf8").matchAll(/\beventKind(?:<[^;]*?>)?\(\s*"([^"]+)",?\s*\)/g),
    ])
    .map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});
