import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inRoot } from "../setup/paths.mjs";
import { findReadWords } from "./find-read-words";

/** Places that look at words and draw no meaning from them. */
const allowed = new Map([
  // What a person types is looked for in what that person sees.
  ["components/trail/filter-events.ts", ["said.includes(word)"]],
  // The same words aren't shown twice, and an id is set in another face than a name.
  ["app/(console)/[tenant]/audit/audit-row.tsx", ["value !== label", "/^[\\w.:+/-]{20,}$/.test(label)"]],
  ["components/flow/block-node.tsx", ["block.kind === block.title"]],
  // Sources and lists that say the same are told together.
  ["lib/trail/judge-trail.ts", ["byReason.get(reason)"]],
  ["lib/flow-library/unread-lists.ts", ["reasons.get(key)"]],
]);

test("no logic, and no test of logic, reads words that are written for people", () => {
  const listed = execFileSync(
    "git",
    [
      "ls-files",
      "--cached",
      "--others",
      "--exclude-standard",
      "app",
      "bench",
      "components",
      "e2e",
      "lib",
      "scripts",
    ],
    { cwd: inRoot(), encoding: "utf8", maxBuffer: 1 << 26 },
  );
  const files = listed.split("\n").filter((file) => /\.(tsx?|mjs)$/.test(file) && existsSync(inRoot(file)));
  expect(files.length).toBeGreaterThan(1_000);
  const unused = new Map([...allowed].map(([file, codes]) => [file, new Set(codes)]));
  const found = files.flatMap((file) =>
    findReadWords(file, readFileSync(inRoot(file), "utf8"))
      .filter(({ code }) => !unused.get(file)?.delete(code))
      .map(({ line, code }) => `${file}:${line} ${code}`),
  );
  expect(found).toEqual([]);
  expect([...unused].flatMap(([file, codes]) => [...codes].map((code) => `${file} ${code}`))).toEqual([]);
}, 60_000);

const reads = [
  "events.filter(({ title }) => /ended without a context/.test(title))",
  'events.some((event) => event.title.startsWith("BYE from"))',
  'events.find(({ title }) => title === "Metadata asked for")',
  "rows.find((row) => row.label === wanted)",
  'rows.find(({ label: name }) => name === "Queue")',
  'const words = ({ title, detail }) => title + (detail ?? ""); /expired/i.test(words(event))',
  'function words(event) { return event.detail ?? ""; } const status = /: (4\\d\\d)/.exec(words(event))?.[1]',
  'const said = failed.map(({ detail }) => detail).join(" "); if (said.includes("no answer")) stop()',
  'const titles = events.map((event) => event.title); titles.includes("Post allowed")',
  "/[a-z]+:[A-Z]\\w+/.exec(problem.sentence)?.[0]",
  'switch (problem.wayOut) { case "Try again.": again() }',
  "const why = reasons[finding.title]",
  "explanations.get(finding.cause)",
  '["Began", "Ended"].includes(row.label)',
  'String(event.title).toLowerCase().includes("failed")',
];

test.each(reads)("words that are read are found: %s", (code) => {
  expect(findReadWords("lib/one.ts", `const first = 1;\n${code};\n`)).toMatchObject([{ line: 2 }]);
});

test.each([
  'events.filter(({ code }) => code === "sip-messages.bye")',
  "const line = detail === undefined ? title : title + detail",
  'if (event.detail === "") return title.replace(/\\d/g, "•")',
  "const { title } = event; show(title.slice(0, 80))",
  'const one = ({ title }) => title; const other = (title) => title === "a key"',
  'expect(finding.title).toContain("32 KB")',
  'Reflect.get(detail, "name")',
])("words that are only shown are left alone: %s", (code) => {
  expect(findReadWords("lib/one.tsx", code)).toEqual([]);
});
