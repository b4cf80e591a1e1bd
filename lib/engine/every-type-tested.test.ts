import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL("./resources/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");
const types = [...read("../registry.ts").matchAll(/from "\.\/resources\/([\w-]+)"/g)].map(
  ([, name = ""]) => name,
);
const tests = readdirSync(folder)
  .filter((name) => name.endsWith(".integration.test.ts"))
  .map(read);

test("there are types and tests to compare", () => {
  expect(types.length).toBeGreaterThan(20);
  expect(tests.length).toBeGreaterThan(3);
});

test.each(types)("%s lives through a test on the sandbox", (type) => {
  expect(tests.filter((text) => text.includes(`from "./${type}"`))).not.toEqual([]);
});
