import fc from "fast-check";
import { expect, test } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import { csvCell, csvEnd, csvHead, csvLine } from "./write-csv";

const contact = {
  contactId: asContactId("c-1"),
  began: "2026-06-01T10:00:00.000Z",
  ended: "",
  seconds: "" as const,
  channel: "VOICE",
  initiation: "INBOUND",
  queue: "Sales, North",
  agent: '=HYPERLINK("http://evil","x")',
  findings: "caller-hung-up",
};

/** A reader of RFC 4180, written without looking at the writer. */
function readCell(cell: string): string {
  return cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

test("a contact is one line, and a name that is a formula is only text", () => {
  expect(csvHead()).toBe("\uFEFFcontact ID,began,ended,seconds,channel,initiation,queue,agent,findings\r\n");
  expect(csvLine(contact)).toBe(
    `c-1,2026-06-01T10:00:00.000Z,,,VOICE,INBOUND,"Sales, North","'=HYPERLINK(""http://evil"",""x"")",caller-hung-up\r\n`,
  );
});

test("no cell begins like a formula, and no text is lost in it", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .tuple(fc.constantFrom("=", "+", "-", "@", "\t=", " \r=", "＝", '"='), fc.string())
      .map(([a, b]) => a + b),
  );
  fc.assert(
    fc.property(text, (value) => {
      const read = readCell(csvCell(value));
      expect(read.trimStart()).not.toMatch(/^[=+\-@]/);
      expect(read === value || read === `'${value}`).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("a list that is not whole says so in a line of its own", () => {
  expect(csvEnd({ kind: "whole" })).toBe("");
  expect(csvEnd({ kind: "cut", at: "2026-06-01T00:00:00.000Z" })).toContain("was cut off at 2026-06-01");
  expect(csvEnd({ kind: "gaps", note: "2 contacts could not be read." })).toContain("2 contacts could not");
});
