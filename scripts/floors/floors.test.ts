import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inRoot } from "../setup/paths.mjs";
import { findWrongImports } from "./find-wrong-imports";
import { floors } from "./floors";
import { findCircles, readImports } from "./read-imports";

const { files, imports } = readImports(inRoot());

test("a room imports only rooms below it", () => {
  expect(imports.length).toBeGreaterThan(3_000);
  expect(findWrongImports(imports)).toEqual([]);
});

test("no files import each other in a circle, types included", () => {
  expect(findCircles(imports)).toEqual([]);
});

test("every room of lib has a floor, and every floor's room is there", () => {
  const rooms = readdirSync(inRoot("lib")).filter((name) => name !== "testing");
  expect(rooms.sort()).toEqual(floors.flat().sort());
  expect(files.filter((file) => /^lib\/[^/]+$/.test(file))).toEqual([]);
});

test("ARCHITECTURE.md lists the floors, the highest first", () => {
  const text = readFileSync(inRoot("ARCHITECTURE.md"), "utf8");
  const table = text.slice(text.indexOf("<!-- floors"), text.indexOf("<!-- /floors -->"));
  const rows = [...table.matchAll(/^\| (`[^|]*) \|/gm)].map(([, rooms = ""]) =>
    [...rooms.matchAll(/`([^`]+)`/g)].map(([, room]) => room),
  );
  expect(rows).toEqual([...floors].reverse());
});

test("a wrong import is named, with what is wrong", () => {
  const wrong = [
    { from: "lib/engine/plan.ts", to: "lib/trail/event.ts" },
    { from: "lib/aws/clients.ts", to: "lib/net/guard-host.ts" },
    { from: "lib/flows/language/edges.ts", to: "lib/flows/edit/edit-json.ts" },
    { from: "lib/vendors/one/vendor.ts", to: "lib/vendors/two/vendor.ts" },
    { from: "components/ui/button.tsx", to: "app/layout.tsx" },
    { from: "sandbox/main.ts", to: "lib/kernel/result.ts" },
    { from: "lib/newcomer/one.ts", to: "lib/kernel/result.ts" },
  ];
  expect(findWrongImports(wrong)).toHaveLength(wrong.length);
  expect(findWrongImports(wrong)[0]).toMatch(
    /^lib\/engine\/plan\.ts → lib\/trail\/event\.ts: floor \d+ reaches up/,
  );
  const right = [
    { from: "lib/trail/event.ts", to: "lib/hops/hop.ts" },
    { from: "lib/engine/plan.test.ts", to: "lib/trail/event.ts" },
    { from: "lib/vendors/one/vendor.ts", to: "lib/vendors/shared/parts.ts" },
    { from: "lib/vendors/registry.ts", to: "lib/vendors/one/vendor.ts" },
  ];
  expect(findWrongImports(right)).toEqual([]);
});

test("a circle of files is found, with all of them", () => {
  const circle = [
    { from: "a", to: "b" },
    { from: "b", to: "c" },
    { from: "c", to: "a" },
    { from: "c", to: "d" },
  ];
  expect(findCircles(circle)).toEqual([["a", "b", "c"]]);
});
