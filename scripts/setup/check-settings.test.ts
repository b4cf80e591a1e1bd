import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConfig } from "@/lib/kernel/config";
import { checkSettings, listWrongSettings, settingRules } from "./check-settings.mjs";
import { inRoot } from "./paths.mjs";

const key = Buffer.alloc(32, 7).toString("base64");
const ring = (keys: unknown, current: unknown = "k1") => JSON.stringify({ current, keys });
const right: Record<string, string> = {
  DATABASE_URL: "postgresql://owner:secret@127.0.0.1:5432/patchbay",
  PATCHBAY_APP_PASSWORD: "sixteen-characters",
  PATCHBAY_KEY_RING: ring({ k1: key }),
  NEXTAUTH_SECRET: "x".repeat(40),
  PATCHBAY_INSTALLATION: "abcd1234",
};

/** What lib/kernel/config says of a setting among right ones. */
function isRightForConfig(name: string, value: string): boolean {
  try {
    readConfig({ ...right, [name]: value });
    return true;
  } catch {
    return false;
  }
}

const isRightHere = (name: string, value: string) =>
  listWrongSettings({ ...right, [name]: value }).length === 0;

const words = [
  "x",
  "on",
  "off",
  "ON",
  "loud",
  "info",
  "0",
  "1",
  "-1",
  "1.5",
  "1e3",
  " 2 ",
  "abc",
  "Infinity",
  "9e99",
];
const urls = [
  "http://127.0.0.1:1",
  "https://patchbay.example/",
  "//x",
  "localhost:3000",
  "postgresql:///patchbay",
  "postgres://u:p@db",
  "postgresql://u@%2Fvar%2Frun%2Fpostgresql/patchbay",
  "mysql://u:p@db/x",
  "db.example.com",
];
const rings = [
  "{",
  "null",
  "[]",
  "{}",
  ring({}),
  ring({ k1: "short" }),
  ring({ k1: key }),
  ring({ k1: 1 }),
  ring([key], "0"),
];
const lengths = [4, 11, 12, 15, 16, 31, 32, 40, 41].map((length) => "a".repeat(length));
const samples = [...words, ...urls, ...rings, ...lengths, "Ab-1", "under_score", "päss wörd zwölf"];

describe("a setting", () => {
  test.each(Object.keys(settingRules))("%s is right or wrong here as it is in lib/kernel/config", (name) => {
    for (const sample of samples)
      expect([sample, isRightHere(name, sample)]).toEqual([sample, isRightForConfig(name, sample)]);
    fc.assert(
      // Blanks alone are no value: here that is right, for lib/kernel/config a setting that is missing.
      fc.property(fc.string({ minLength: 1, maxLength: 45 }), (value) => {
        fc.pre(value.trim() !== "");
        expect(isRightHere(name, value)).toBe(isRightForConfig(name, value));
      }),
      { numRuns: 50 },
    );
  });

  test("that lib/kernel/config has a rule for has one here (add it to check-settings.mjs)", () => {
    const source = readFileSync(inRoot("lib", "kernel", "config.ts"), "utf8");
    const names = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((hit) => hit[1] ?? "");
    expect(names.length).toBeGreaterThan(15);
    const withoutRule = names.filter((name) => !(name in settingRules));
    // For these any text is right.
    expect(withoutRule.filter((name) => !samples.every((sample) => isRightForConfig(name, sample)))).toEqual(
      [],
    );
  });

  test("that is empty counts as not set", () => {
    for (const name of Object.keys(settingRules))
      for (const empty of ["", " "]) expect(isRightHere(name, empty)).toBe(true);
  });

  test.each([
    ["PORT", ["0", "1", "3000", "65535"], ["abc", "80000", "65536", "-1", "3000x", "1.5"]],
    ["PATCHBAY_SANDBOX", ["on", "off", "OFF", "0", "false", "no"], ["of", "maybe"]],
    ["PATCHBAY_STOP_DELAY_SECONDS", ["0", "2.5", "300"], ["abc", "-1", "301", "600"]],
  ])("%s of the commands has a rule too", (name, good, bad) => {
    expect(good.filter((value) => !isRightHere(name, value))).toEqual([]);
    expect(bad.filter((value) => isRightHere(name, value))).toEqual([]);
  });

  test("that is wrong is told by its name and its rule, all of them in one line, without a word of their values", () => {
    const check = () =>
      checkSettings({ ...right, PATCHBAY_FIRST_PASSWORD: "geheim", PATCHBAY_LOG_LEVEL: "loud" });
    expect(check).toThrow(
      "Invalid settings: PATCHBAY_FIRST_PASSWORD must have at least 12 characters; " +
        "PATCHBAY_LOG_LEVEL must be one of trace, debug, info, warn, error, silent.",
    );
    expect(check).not.toThrow(/geheim|loud/);
  });
});
