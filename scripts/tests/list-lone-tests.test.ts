import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { inRoot } from "../setup/paths.mjs";
import { listLoneTests, standsAlone } from "./list-lone-tests.mjs";

describe("a unit test that stands alone", () => {
  test.each([
    'vi.mock("./store", () => ({}));',
    'vi.doMock("./store");',
    'vi\n  .mock("./store");',
    "vi.resetModules();",
    'vi.mock<typeof import("./store")>("./store");',
    'vi.doMock ("./store");',
    "vi\n  .resetModules();",
    "// Alone: it changes what the process is asked once.\nimport { test } from 'vitest';",
  ])("is one that says %j", (text) => expect(standsAlone(text)).toBe(true));

  test.each([
    "const send = vi.fn();",
    "vi.stubEnv('A', 'b');",
    "mock('x');",
    "vi.mocked(send)",
    "it isn't // Alone: here",
  ])("isn't one that says %j", (text) => expect(standsAlone(text)).toBe(false));

  test("is listed by a pattern that means this one file, and no other kind of test is", () => {
    const listed = listLoneTests(["app", "lib"], "unit");
    expect(listed).toContain("app/api/\\[tenant\\]/contacts/\\[contactId\\]/events/route.test.ts");
    expect(listed.filter((file) => /\.integration\.|\.long\.|node_modules/.test(file))).toEqual([]);
  });
});

test("no file that shares its process puts another object in the place of its environment", () => {
  const replacing = ["app", "bench", "components", "lib", "lambdas", "sandbox", "prisma", "scripts"]
    .flatMap((folder) =>
      fs
        .readdirSync(inRoot(folder), { recursive: true, encoding: "utf8" })
        .map((file) => `${folder}/${file}`),
    )
    .filter((file) => /\.test\.tsx?$/.test(file) && !file.includes("node_modules/"))
    .filter((file) => /\bprocess\.env\s*=[^=]/.test(fs.readFileSync(inRoot(file), "utf8")));
  expect(replacing).toEqual([]);
});
