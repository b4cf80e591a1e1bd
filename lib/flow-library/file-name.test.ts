import fc from "fast-check";
import { expect, test } from "vitest";
import { exportFlow } from "@/lib/flow-library/export-flow";
import { attachmentOf } from "@/lib/flow-library/file-name";

const nameOf = (name: string, stage: "live" | "draft" = "live") =>
  exportFlow({ name, stage, text: "{}" }).fileName;

test.each([
  ["Main line", "Main line.json"],
  ["CON", "flow CON.json"],
  ["nul", "flow nul.json"],
  ["aux.json", "flow aux.json.json"],
  ["LPT¹", "flow LPT¹.json"],
  ["com7 ", "flow com7.json"],
  ["CONIN$", "flow CONIN$.json"],
  ["CONTACT", "CONTACT.json"],
  ["Com port 1", "Com port 1.json"],
  ["Night line. . .", "Night line.json"],
  ["..", "flow.json"],
  [".profile", "profile.json"],
  ['a/b\\c:d*e?"f<g>h|i', "a b c d e f g h i.json"],
  ["\u202Enosj.exe", "nosj.exe.json"],
  ["half \uD83D of one", "half of one.json"],
  ["  ", "flow.json"],
  ["Störung 緊急", "Störung 緊急.json"],
])("a flow called %j is saved as %j", (given, saved) => {
  expect(nameOf(given)).toBe(saved);
});

test("a draft says so, and so is no device", () => {
  expect(nameOf("Main line", "draft")).toBe("Main line (draft).json");
  expect(nameOf("CON", "draft")).toBe("CON (draft).json");
  expect(nameOf("aux.", "draft")).toBe("aux (draft).json");
});

test("a name that is too long is cut between characters, and keeps its ending", () => {
  const family = "👨‍👩‍👧‍👦";
  const saved = nameOf(family.repeat(30), "draft");
  expect(new TextEncoder().encode(saved).length).toBeLessThanOrEqual(255);
  expect(saved).toMatch(/^(?:👨‍👩‍👧‍👦)+ \(draft\)\.json$/u);
  expect(nameOf("緊".repeat(200))).toMatch(/^緊{50,80}\.json$/u);
});

test("whatever a flow is called, every system takes the file's name, and a header can carry it", () => {
  const word = fc.constantFrom("con", "AUX", "nul.", "com1", " ", ".", "/", "é", "\uD800", "𝒳", "(draft)");
  const names = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(word).map((words) => words.join("")),
  );
  fc.assert(
    fc.property(names, fc.constantFrom("live" as const, "draft" as const), (name, stage) => {
      const saved = nameOf(name, stage);
      expect(saved).toMatch(/^[^<>:"/\\|?*\p{Cc}\p{Cs}]+\.json$/u);
      expect(saved).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\s*\./i);
      expect(saved).not.toMatch(/^[. ]|[. ]\.json$/);
      expect(new TextEncoder().encode(saved).length).toBeLessThanOrEqual(255);
      const header = attachmentOf(saved);
      expect(header).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.~%-]+$/);
      expect(decodeURIComponent(header.slice(header.indexOf("''") + 2))).toBe(saved);
    }),
  );
});
