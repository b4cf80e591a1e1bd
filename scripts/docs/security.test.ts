import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inRoot } from "../setup/paths.mjs";
import { findLinkedFiles, findNamedFiles, findQuotedTests, isQuotedRight, isThere } from "./named-files";

const text = readFileSync(inRoot("docs", "security.md"), "utf8");

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; those of level 3 stand last in a section. */
const sections: Record<string, number> = {
  ...{ "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2 },
  ...{ "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3 },
  ...{ "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3 },
  ...{ "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3 },
  ...{ "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2 },
  ...{ "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1 },
  ...{ "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7 },
  ...{ "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2 },
};

describe("the security chapter", () => {
  it("says of each requirement of ASVS's levels 1 and 2 once what is so", () => {
    const rows = [
      ...text.matchAll(/^\| (\d+\.\d+\.\d+(?:, \d+\.\d+\.\d+)*) \| (?:Met|Not met|n\/a) \| \S/gm),
    ];
    const told = rows.flatMap(([, numbers = ""]) => numbers.split(", "));
    const wanted = Object.entries(sections).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
    );
    expect(told.toSorted()).toEqual(wanted.toSorted());
  });

  it("names only files that are there", () => {
    const files = [...findNamedFiles(text), ...findLinkedFiles(text, "docs")];
    expect(files.length).toBeGreaterThan(100);
    expect(files).toEqual(expect.arrayContaining(["sandbox/state/account-list.test.ts"]));
    expect(files.filter((file) => !isThere(file))).toEqual([]);
  });

  it("quotes tests as they stand in their files", () => {
    const quoted = findQuotedTests(text);
    expect(quoted.length).toBeGreaterThan(100);
    expect(quoted.filter((one) => !isQuotedRight(one))).toEqual([]);
  });
});

describe("what a document names", () => {
  it("is found in the sandbox and the benchmarks too, and in the root", () => {
    const named = findNamedFiles(
      "`sandbox/a.ts` and `bench/b`, `proxy.ts`, `/_sandbox/c`, `npm test`, `d/e.ts`",
    );
    expect(named).toEqual(["sandbox/a.ts", "bench/b", "proxy.ts"]);
  });

  it("is of the file that was named last, where it's the same file", () => {
    const told =
      "`lib/a.test.ts`: *one*; *two …* | `lib/b.test.ts`, `lib/c.ts` | same file: *three* | same tests";
    expect(findQuotedTests(told)).toEqual([
      { file: "lib/a.test.ts", title: "one" },
      { file: "lib/a.test.ts", title: "two …" },
      { file: "lib/b.test.ts", title: "three" },
      { file: "lib/b.test.ts", title: "" },
    ]);
    expect(findQuotedTests("same file: *one*")).toEqual([{ file: "", title: "one" }]);
  });

  it("is quoted right only where each part of it stands in its file", () => {
    const file = "scripts/docs/security.test.ts";
    expect(isQuotedRight({ file, title: "is quoted right … stands in its file" })).toBe(true);
    expect(isQuotedRight({ file, title: `is quoted ${"wrong"} …` })).toBe(false);
    expect(isQuotedRight({ file: "scripts/docs/none.test.ts", title: "" })).toBe(false);
    expect(isQuotedRight({ file: "", title: "" })).toBe(false);
  });
});
