import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseContactId } from "@/lib/kernel/contact-id";
import type { IdWords } from "@/lib/vendors/ids";
import type { ExportedContact } from "../export/export-contacts";
import { csvHead, csvLine } from "../export/write-csv";
import { readQuery as readQueryOf, textForAddress as textForAddressOf } from "./read-query";

const source = (pattern: RegExp) => ({ source: pattern.source, flags: pattern.flags });
const shape = source(/^(?=.*\d).{4,}$/);
const ids: IdWords[] = [
  {
    kind: "acme-session",
    title: "Acme session",
    label: source(/^acme[\s_-]*session(?:[\s_-]*id)?\b\s*[:=]?\s*/i),
    shape,
  },
  {
    kind: "zeta-transfer",
    title: "Zeta transfer",
    label: source(/^(?:zeta[\s_-]*)?transfer(?:[\s_-]*id)?\b\s*[:=]?\s*/i),
    shape,
  },
];
const readQuery = (text: string) => readQueryOf(text, ids);
const textForAddress = (text: string) => textForAddressOf(text, ids);

const id = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
const other = "fead664d-f209-4779-840e-e9e3d3ad8093";
const third = "0d4f5b52-7f3c-4d8a-9a35-61f1a2b1c0de";

describe("the one box", () => {
  it.each([[id], [` ${id.toUpperCase()}\n`], [`"${id}",`], [`contact ${id} went wrong`]])(
    "reads a contact id from %j, which could be another system's id as well",
    (text) => {
      expect(readQuery(text)).toEqual({
        kind: "id",
        idKind: "contact-id",
        id,
        mayAlsoBe: ["acme-session", "zeta-transfer"],
      });
    },
  );

  it.each([
    [`https://acme.my.connect.aws/contact-trace-records/details/${id}?tz=UTC`],
    [`https://acme.awsapps.com/connect/contact-trace-records/details/${id.toUpperCase()}`],
    [`http://localhost:3000/sandbox/contacts/${id}?unmask=1`],
    [
      `https://us-east-1.console.aws.amazon.com/connect/instances/0d4f5b52-7f3c-4d8a-9a35-61f1a2b1c0de/contacts/${id}`,
    ],
    [`Contact id: ${id}`],
    [`{"ContactId":"${id}"}`],
    [`arn:aws:connect:eu-central-1:111122223333:instance/${other}/contact/${id}`],
    [`arn:aws-us-gov:connect:us-gov-west-1:111122223333:instance/${other}/contact/${id.toUpperCase()}`],
    [`{"contactId":"${id}","requestId":"${other}","level":"warn"}`],
    [`{"ContactFlowId":"arn:aws:connect:x:1:instance/${other}/contact-flow/${third}","ContactId":"${id}"}`],
    [`X-Amzn-ConnectInitialContactId: ${other}  X-Amzn-ConnectContactId: ${id}`],
    [
      `{"Contact":{"Arn":"arn:aws:connect:x:1:instance/${other}/contact/${id}","InitialContactId":"${third}"}}`,
    ],
    [`Contact ${id}From 2026-11-20T10:00:00Z to … stored under ${other}`],
  ])("knows that %j names a contact and nothing else", (text) => {
    expect(readQuery(text)).toEqual({ kind: "id", idKind: "contact-id", id, mayAlsoBe: [] });
  });

  it.each([
    ["5f2b9c0e8d7a6b5c4d3e2f1a", "acme-session", ["zeta-transfer"]],
    ["acme-session_id: st-1", "acme-session", []],
    ["Acme session st-1", "acme-session", []],
    ["acmeSessionId=abc.def:1", "acme-session", []],
    ["transferId: t-7", "zeta-transfer", []],
    [`Zeta transfer ${id}`, "zeta-transfer", []],
  ])("reads %j as %s", (text, idKind, mayAlsoBe) => {
    expect(readQuery(text)).toMatchObject({ kind: "id", idKind, mayAlsoBe });
  });

  it("knows no kinds of ids but those that it is given", () => {
    expect(readQueryOf("Acme session st-1", [])).toMatchObject({ kind: "unclear" });
    expect(readQueryOf("5f2b9c0e8d7a6b5c4d3e2f1a", [])).toMatchObject({ kind: "unclear" });
    expect(readQueryOf(id, [])).toEqual({ kind: "id", idKind: "contact-id", id, mayAlsoBe: [] });
    const callIds: IdWords[] = [
      { kind: "call", title: "Call", label: source(/^call /), shape: source(/^c-/) },
    ];
    expect(readQueryOf("c-one", callIds)).toMatchObject({ idKind: "call", mayAlsoBe: [] });
    expect(readQueryOf(id, callIds)).toMatchObject({ idKind: "contact-id", mayAlsoBe: [] });
  });

  it("says what can be pasted, the vendors' ids by their titles", () => {
    const wayOut = (ids: IdWords[]) => readQueryOf("hello", ids);
    expect(wayOut(ids)).toMatchObject({
      problem: { wayOut: expect.stringContaining("(Acme session, Zeta transfer)") },
    });
    expect(wayOut([])).toMatchObject({ problem: { wayOut: expect.not.stringContaining("another system") } });
  });

  it.each([
    ["+12065550199", "+12065550199"],
    ["+1 (206) 555-0199", "+12065550199"],
    ["tel:+1-206-555-0199", "+12065550199"],
    ["sip:+12065550199@10.0.0.1;transport=udp", "+12065550199"],
    ["0044 20 7946 0123", "+442079460123"],
    ["1 206 555 0199", "+12065550199"],
  ])("reads the caller's number %j", (text, number) => {
    expect(readQuery(text)).toEqual({ kind: "caller-number", number });
  });

  it.each([
    ["", "query-empty"],
    ["  \n", "query-empty"],
    [`${id} ${id.replace("3f", "4f")}`, "query-several-ids"],
    [`${id}, ${other}`, "query-several-ids"],
    [`arn:aws:connect:x:1:instance/${other}/contact-flow/${id}`, "query-other-arn"],
    ["206 555 0199", "query-number-without-country"],
    ["the call of yesterday", "query-unclear"],
    ["hello", "query-unclear"],
    ["x".repeat(10_001), "query-too-long"],
  ])("says of %j why it is unclear", (text, code) => {
    expect(readQuery(text)).toMatchObject({ kind: "unclear", problem: { code } });
  });
});

test("no text throws; whatever is read is well-formed and was in the text", () => {
  const part = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.uuid(),
    fc.constantFrom("acme session ", "contact id: ", "+1 206 ", "tel:", "https://x/contacts/", "\n"),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      const text = parts.join("");
      const read = readQuery(text);
      switch (read.kind) {
        case "unclear":
          return read.problem.sentence !== "" && read.problem.wayOut !== "";
        case "caller-number":
          return (
            /^\+[1-9]\d{6,14}$/.test(read.number) && text.replace(/\D/g, "").includes(read.number.slice(1))
          );
        case "id":
          return text.toLowerCase().includes(read.id.toLowerCase()) && !read.mayAlsoBe.includes(read.idKind);
      }
    }),
    { numRuns: 1_000 },
  );
});

const exported: ExportedContact = {
  contactId: id,
  began: "2026-11-20T10:00:00.000Z",
  ended: "2026-11-20T10:01:00.000Z",
  seconds: 60,
  channel: "VOICE",
  initiation: "INBOUND",
  queue: other,
  agent: 'Müller, "Max"',
  findings: "transfer-failed",
};

test("a line of an exported list is its contact, whatever other ids stand in it", () => {
  const line = csvLine(exported).trim();
  // A field of one line joins what is pasted into it.
  const withHead = `${csvHead()}${csvLine(exported)}`.replace(/[\r\n]/g, "");
  const unknownBegin = csvLine({ ...exported, began: "", ended: "", seconds: "" });
  const spreadsheet = line.replaceAll(",", "\t");
  for (const text of [line, withHead, unknownBegin, spreadsheet, JSON.stringify(exported)]) {
    expect(readQuery(text)).toEqual({ kind: "id", idKind: "contact-id", id, mayAlsoBe: [] });
    expect(parseContactId(text)).toEqual({ ok: true, value: id });
  }
  const two = `${line}\n${csvLine({ ...exported, contactId: third })}`;
  expect(readQuery(two)).toMatchObject({ problem: { code: "query-several-ids" } });
});

test("a number is the same however a person groups its digits", () => {
  const gap = fc.constantFrom("", " ", "-", ".", " (", ") ");
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1_000_000n, max: 999_999_999_999_999n }).map(String),
      fc.array(gap, { minLength: 3, maxLength: 3 }),
      (digits, [one = "", two = "", three = ""]) => {
        const written = `+${digits.slice(0, 2)}${one}${digits.slice(2, 4)}${two}${digits.slice(4, 6)}${three}${digits.slice(6)}`;
        expect(readQuery(written)).toEqual({ kind: "caller-number", number: `+${digits}` });
      },
    ),
  );
});

test("nothing but an id, or an id with its label, gets into an address", () => {
  expect(textForAddress(`${id} called from +1 206 555 0123`)).toBe(id);
  expect(textForAddress(` transfer: tr-42 `)).toBe("transfer: tr-42");
  expect(textForAddress(`{"contactId":"${id}","caller":"+12065550123"}`)).toBe(`contact ${id}`);
  expect(textForAddress("s-1234")).toBe("s-1234");
  expect(textForAddress("+1 206 555 0123")).toBeUndefined();
  expect(textForAddress("nothing")).toBeUndefined();
});
