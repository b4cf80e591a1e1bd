import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const files = readdirSync("public");
const matcher = /matcher: \[\s*"([^"]+)",?\s*\]/.exec(readFileSync("proxy.ts", "utf8"))?.[1] ?? "";
const asksForSession = new RegExp(`^${JSON.parse(`"${matcher}"`)}$`);

test("what lies in public/ is served to everybody, and a tenant's screens are not", () => {
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) expect(`/${file}`).not.toMatch(asksForSession);
  for (const screen of ["/", "/acme/overview", "/acme/icon.svg/x"]) expect(screen).toMatch(asksForSession);
});

test("every icon of the manifest is there, and crawlers are kept out", () => {
  const { icons } = JSON.parse(readFileSync("public/manifest.webmanifest", "utf8")) as {
    icons: { src: string }[];
  };
  expect(icons.length).toBeGreaterThan(1);
  for (const { src } of icons) expect(files).toContain(src.slice(1));
  expect(readFileSync("public/robots.txt", "utf8")).toContain("Disallow: /");
});
