import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { inRoot } from "../setup/paths.mjs";

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
    const named = [...text.matchAll(/`((?:app|components|docs|e2e|lambdas|lib|prisma|scripts)\/[^`\s]*)`/g)];
    const linked = [...text.matchAll(/\]\(([\w/.-]+)(?:#[\w-]+)?\)/g)].map(([, to = ""]) =>
      path.join("docs", to),
    );
    const files = [...named.map(([, file = ""]) => file), ...linked];
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((file) => !existsSync(inRoot(file)))).toEqual([]);
  });

  it("quotes tests as they stand in their files", () => {
    const quoted = [...text.matchAll(/`([^`\s]+\.(?:test|spec)\.ts)`: ((?:\*[^*]+\*(?:; )?)+)/g)];
    expect(quoted.length).toBeGreaterThan(30);
    const astray = quoted.flatMap(([, file = "", titles = ""]) => {
      const source = readFileSync(inRoot(file), "utf8");
      const parts = [...titles.matchAll(/\*([^*]+)\*/g)].flatMap(([, title = ""]) => title.split("…"));
      return parts.filter((part) => !source.includes(part.trim())).map((part) => `${file}: ${part}`);
    });
    expect(astray).toEqual([]);
  });
});
