import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { inRoot } from "../setup/paths.mjs";
import { findLinkedFiles, findNamedFiles, isThere } from "./named-files";

const documents = [
  ...readdirSync(inRoot("docs"), { recursive: true, encoding: "utf8" }).map((file) =>
    path.join("docs", file),
  ),
  ...readdirSync(inRoot()),
  path.join("sandbox", "README.md"),
].filter((file) => file.endsWith(".md"));

it.each(documents)("%s names and links only files that are there", (document) => {
  const text = readFileSync(inRoot(document), "utf8");
  // "<type>" stands for any; a name without a folder is one of the folder that the sentence is about.
  const named = findNamedFiles(text).filter((file) => file.includes("/") && !file.includes("<"));
  const files = [...named, ...findLinkedFiles(text, path.dirname(document))];
  expect(files.filter((file) => !isThere(file))).toEqual([]);
});

it("finds the documents", () => {
  expect(documents).toEqual(expect.arrayContaining(["CONTRIBUTING.md", "docs/decisions/nothing-twice.md"]));
  expect(documents.length).toBeGreaterThan(50);
});
