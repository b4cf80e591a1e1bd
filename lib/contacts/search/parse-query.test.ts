import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseContactId } from "@/lib/kernel/contact-id";
import { asContactId } from "@/lib/kernel/ids";
import type { IdWords } from "@/lib/vendors/ids";
import type { ExportedContact } from "../export/export-contacts";
import { csvHead, csvLine } from "../export/write-csv";
import { parseQuery as parseQueryOf, textForAddress as textForAddressOf } from "./parse-query";

const source = (pattern: RegExp) => ({ source: pattern.source, flags: pattern.flags });
const shape = source(/^(?=.*\d)[^@]{4,}$/);
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
const parseQuery = (text: string) => parseQueryOf(text, ids);
const textForAddress = (text: string) => textForAddressOf(text, ids);

const id = asContactId("3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f");
const other = "fead664d-f209-4779-840e-e9e3d3ad8093";
const third = asContactId("0d4f5b52-7f3c-4d8a-9a35-61f1a2b1c0de");

describe("the one box", () => {
  it.each([[id], [` ${id.toUpperCase()}\n`], [`"${id}",`], [`contact ${id} went wrong`]])(
    "reads a contact id from %j, which could be another system's id as well",
    (text) => {
      expect(parseQuery(text)).toEqual({
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
    [`{"contactId":"${id}","requestId":"${other}","level":"warn"}`],
    [`{"ContactFlowId":"arn:aws:connect:x:1:instance/${other}/contact-flow/${third}","ContactId":"${id}"}`],
    [`X-Amzn-ConnectInitialContactId: ${other}  X-Amzn-ConnectContactId: ${id}`],
    [
      `{"Contact":{"Arn":"arn:aws:connect:x:1:instance/${other}/contact/${id}","InitialContactId":"${third}"}}`,
    ],
    [`Contact ${id}From 2026-11-20T10:00:00Z to … stored under ${other}`],
  ])("knows that %j names a contact and nothing else", (text) => {
    expect(parseQuery(text)).toEqual({ kind: "id", idKind: "contact-id", id, mayAlsoBe: [] });
  });

  it.each([
    `arn:aws:connect:eu-central-1:111122223333:instance/${other}/contact/${id}`,
    `{"Arn":"ARN:AWS:connect:eu-central-1:111122223333:instance/${other.toUpperCase()}/contact/${id.toUpperCase()}"}`,
  ])("knows from %j in which instance the contact is", (text) => {
    const instanceArn = `arn:aws:connect:eu-central-1:111122223333:instance/${other}`;
    expect(parseQuery(text)).toEqual({ kind: "id", idKind: "contact-id", id, mayAlsoBe: [], instanceArn });
    expect(parseQuery(textForAddress(text) ?? "")).toEqual(parseQuery(text));
  });

  it.each([
    ["(206) 555-0123", "2065550123"],
    ["2065550123", "2065550123"],
    ["206 555 0199", "2065550199"],
    ["030 901820", "030901820"],
  ])("reads %j as a number that says no country", (text, digits) => {
    expect(parseQuery(text)).toEqual({ kind: "national-number", digits });
  });

  it.each(["0123", "…0123", "•••0123", "xxx-xxx-0123", " *0123 "])(
    "reads %j as the last digits of a number",
    (text) => {
      expect(parseQuery(text)).toEqual({ kind: "last-digits", digits: "0123" });
    },
  );

  it.each([
    ["5f2b9c0e8d7a6b5c4d3e2f1a", "acme-session", ["zeta-transfer"]],
    ["acme-session_id: st-1", "acme-session", []],
    ["Acme session st-1", "acme-session", []],
    ["acmeSessionId=abc.def:1", "acme-session", []],
    ["transferId: t-7", "zeta-transfer", []],
    [`Zeta transfer ${id}`, "zeta-transfer", []],
  ])("reads %j as %s", (text, idKind, mayAlsoBe) => {
    expect(parseQuery(text)).toMatchObject({ kind: "id", idKind, mayAlsoBe });
  });

  it("reads what names a call in SIP whole, though it begins as a contact's ID does, and no email address", () => {
    const call = {
      kind: "acme-call",
      title: "Acme call",
      label: source(/^acme call /i),
      shape: source(/^[\da-f-]{8,}@/),
    };
    for (const text of [`${id}@sip.example.com`, "a84b4c76e66710@10.0.0.1"]) {
      const query = { kind: "id", idKind: "acme-call", id: text, mayAlsoBe: [] };
      expect(parseQueryOf(text, [...ids, call])).toEqual(query);
      expect(parseQueryOf(`Acme call ${text}`, [...ids, call])).toEqual(query);
    }
    expect(parseQueryOf("jane.doe1985@example.com", [...ids, call])).toMatchObject({ kind: "unclear" });
    expect(parseQueryOf(`${id}@sip.example.com`, ids)).toMatchObject({ idKind: "contact-id", id });
  });

  it("knows no kinds of ids but those that it is given", () => {
    expect(parseQueryOf("Acme session st-1", [])).toMatchObject({ kind: "unclear" });
    expect(parseQueryOf("5f2b9c0e8d7a6b5c4d3e2f1a", [])).toMatchObject({ kind: "unclear" });
    expect(parseQueryOf(id, [])).toEqual({ kind: "id", idKind: "contact-id", id, mayAlsoBe: [] });
    const callIds: IdWords[] = [
      { kind: "call", title: "Call", label: source(/^call /), shape: source(/^c-/) },
    ];
    expect(parseQueryOf("c-one", callIds)).toMatchObject({ idKind: "call", mayAlsoBe: [] });
    expect(parseQueryOf(id, callIds)).toMatchObject({ idKind: "contact-id", mayAlsoBe: [] });
  });

  it("says what can be pasted, the vendors' ids by their titles", () => {
    const wayOut = (ids: IdWords[]) => parseQueryOf("hello", ids);
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
    expect(parseQuery(text)).toEqual({ kind: "caller-number", number });
  });

  it.each([
    ["", "query-empty"],
    ["  \n", "query-empty"],
    [`${id} ${id.replace("3f", "4f")}`, "query-several-ids"],
    [`${id}, ${other}`, "query-several-ids"],
    [`arn:aws:connect:x:1:instance/${other}/contact-flow/${id}`, "query-other-arn"],
    ["the call of yesterday", "query-unclear"],
    ["hello", "query-unclear"],
    ["x".repeat(10_001), "query-too-long"],
  ])("says of %j why it is unclear", (text, code) => {
    expect(parseQuery(text)).toMatchObject({ kind: "unclear", problem: { code } });
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
      const read = parseQuery(text);
      switch (read.kind) {
        case "unclear":
          return read.problem.sentence !== "" && read.problem.wayOut !== "";
        case "caller-number":
          return (
            /^\+[1-9]\d{6,14}$/.test(read.number) && text.replace(/\D/g, "").includes(read.number.slice(1))
          );
        case "national-number":
        case "last-digits":
          return text.replace(/\D/g, "").includes(read.digits);
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
    expect(parseQuery(text)).toEqual({ kind: "id", idKind: "contact-id", id, mayAlsoBe: [] });
    expect(parseContactId(text)).toEqual({ ok: true, value: id });
  }
  const two = `${line}\n${csvLine({ ...exported, contactId: third })}`;
  expect(parseQuery(two)).toMatchObject({ problem: { code: "query-several-ids" } });
});

test("a number is the same however a person groups its digits", () => {
  const gap = fc.constantFrom("", " ", "-", ".", " (", ") ");
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1_000_000n, max: 999_999_999_999_999n }).map(String),
      fc.array(gap, { minLength: 3, maxLength: 3 }),
      (digits, [one = "", two = "", three = ""]) => {
        const written = `+${digits.slice(0, 2)}${one}${digits.slice(2, 4)}${two}${digits.slice(4, 6)}${three}${digits.slice(6)}`;
        expect(parseQuery(written)).toEqual({ kind: "caller-number", number: `+${digits}` });
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
