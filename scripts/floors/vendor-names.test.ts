import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inRoot } from "../setup/paths.mjs";

const maxFiles = 6;
/** Folders that aren't vendors, and a vendor whose name is also a protocol's. */
const notNames = new Set(["testing", "sip"]);
const vendors = readdirSync(inRoot("lib", "vendors"), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && !notNames.has(entry.name) ? [entry.name] : [],
);
const files = execFileSync("git", ["ls-files", "app", "components", "lib", "scripts", "prisma"], {
  cwd: inRoot(),
  encoding: "utf8",
  maxBuffer: 1 << 26,
})
  .split("\n")
  .filter((file) => /\.(?:tsx?|mjs|css|prisma|sql)$/.test(file) && existsSync(inRoot(file)))
  .filter((file) => file !== "lib/vendors/registry.ts")
  .map((file) => ({ file, text: readFileSync(inRoot(file), "utf8").toLowerCase() }));

test("there are vendors to look for", () => expect(vendors.length).toBeGreaterThan(1));

/** A blueprint that works with two vendors is in the folder of one, under a name that says the other's: "acme-voice/". */
const isOwn = (vendor: string, file: string) =>
  file.startsWith(`lib/vendors/${vendor}/`) ||
  file.startsWith(`components/vendors/${vendor}/`) ||
  new RegExp(`^lib/vendors/\\w+/(?:\\w+-)*${vendor}(?:/|\\.)`).test(file);

test.each(vendors)("%s is named by few files outside of its own folders", (vendor) => {
  const naming = files.filter(
    ({ file, text }) => !isOwn(vendor, file) && `${file} ${text}`.toLowerCase().includes(vendor),
  );
  expect(naming.length, naming.map(({ file }) => file).join(", ")).toBeLessThanOrEqual(maxFiles);
});
