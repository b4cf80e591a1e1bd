import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { listBlueprints } from "@/lib/vendors/blueprints";
import { inRoot } from "../setup/paths.mjs";
import { findLinkedFiles, findNamedFiles, findQuotedTests, isQuotedRight, isThere } from "./named-files";

const text = readFileSync(inRoot("docs", "coverage.md"), "utf8");
const rows = [...text.matchAll(/^\| ([A-Z]{2}-\d\d) \| (.+?) \| (.*?) \| (.*?) ?\|$/gm)].map(
  ([, id = "", step = "", state = "", how = ""]) => ({ id, step, state, how }),
);

describe("the coverage of the guides", () => {
  it("has each row once, in its guide's own numbers", () => {
    const lines = text.split("\n").filter((line) => /^\| [A-Z]{2}-/.test(line));
    expect(rows).toHaveLength(lines.length);
    const guides = [...new Set(rows.map(({ id }) => id.slice(0, 2)))];
    expect(guides).toEqual(["KV", "KM", "AC", "AW", "SV", "AS", "ZC", "KP"]);
    const numbered = guides.flatMap((guide) =>
      rows
        .filter(({ id }) => id.startsWith(guide))
        .map((_, index) => `${guide}-${String(index + 1).padStart(2, "0")}`),
    );
    expect(rows.map(({ id }) => id)).toEqual(numbered);
  });

  it("says of each row how it ends: done, guided, checked, or different", () => {
    const ending = /^\*\*(?:done|guided|checked|different)\*\*(?: \([^)]+\))?$/;
    const astray = rows.filter(({ state }) => !state.split(/, | or /).every((one) => ending.test(one)));
    expect(astray).toEqual([]);
  });

  it("has every row that a blueprint covers", () => {
    const told = new Set(rows.map(({ id }) => id));
    const covered = listBlueprints().flatMap(({ ledgerRows }) => ledgerRows);
    expect(covered.length).toBeGreaterThan(100);
    expect(covered.filter((id) => !told.has(id))).toEqual([]);
  });

  it("names only files that are there, and a test by its file", () => {
    const files = [...findNamedFiles(text), ...findLinkedFiles(text, "docs")];
    expect(files).toEqual(expect.arrayContaining(["e2e/main-job.spec.ts", "docs/unverified.md"]));
    expect(files.filter((file) => !isThere(file))).toEqual([]);
    expect(findQuotedTests(text).filter((one) => !isQuotedRight(one))).toEqual([]);
    expect(rows.filter(({ how }) => /\b(?:integration|browser|unit|long) test\b/.test(how))).toEqual([]);
  });
});
