import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import { hidden, hiddenByName, isSameName, maskPersonalIn } from "@/lib/privacy/mask-personal";
import type { KeyRules } from "@/lib/privacy/privacy-choices";
import { inClear, masked } from "@/lib/privacy/sight";
import { maskReport } from "@/lib/trail/mask";

/** A number of a network that issues cards, with the check digit that Luhn's rule asks for. */
const card = fc
  .tuple(
    fc.constantFrom("4", "51", "2221", "34", "6011", "3528"),
    fc.stringMatching(/^\d{15}$/),
    fc.integer({ min: 13, max: 19 }),
  )
  .map(([begin, rest, length]) => {
    const body = (begin + rest + rest).slice(0, length - 1);
    const sum = [...body].reverse().reduce((total, text, index) => {
      const value = Number(text) * (index % 2 === 0 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
    return body + String((10 - (sum % 10)) % 10);
  });
const grouped = card.chain((digits) =>
  fc.constantFrom(digits, digits.replace(/(\d{4})(?=\d)/g, "$1 "), digits.replace(/(\d{4})(?=\d)/g, "$1-")),
);
const around = fc.string({ unit: fc.constantFrom(..." ,;:\"'()<>=ab\n{}[]é") });

describe("what tells who a caller is", () => {
  it.each([
    ["card 4111 1111 1111 1111 expires", `card ${hidden.card} expires`],
    ["4111-1111-1111-1111", hidden.card],
    ["378282246310005", hidden.card],
    ["SSN 536-22-1234.", `SSN ${hidden.socialSecurity}.`],
    ["536 22 1234", hidden.socialSecurity],
    ["mail jane.doe+x@mail.example.com, please", "mail •••@mail.example.com, please"],
    ["jane%40example.com", "•••@example.com"],
  ])("is hidden in %s", (text, shown) => {
    expect(maskPersonalIn(text)).toBe(shown);
  });

  it.each([
    "4111111111111112",
    "1764000000123",
    "1764000000123456",
    "0000000000000000",
    "666-12-1234 and 900-12-1234 and 536-00-1234",
    "2026-11-21",
    "3f0c1c34-5b0a-4c0e-9d3a-012065550123",
    "arn:aws:connect:us-east-1:111122223333:instance/3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f",
    "sip:acme@3.224.189.218 and a@b",
    "Lambda@Edge, @mention",
  ])("isn't seen in %s", (text) => {
    expect(maskPersonalIn(text)).toBe(text);
  });

  it("is hidden wherever a card's number stands, and hiding again changes nothing", () => {
    fc.assert(
      fc.property(around, grouped, around, (before, number, after) => {
        const shown = maskPersonalIn(`${before} ${number} ${after}`);
        expect(shown).not.toContain(number);
        expect(maskPersonalIn(shown)).toBe(shown);
      }),
    );
  });

  it.each([
    "firstName",
    "last_name",
    "fName",
    "lname",
    "Full Name",
    "customerName",
    "caller.name",
    "dateOfBirth",
    "DOB",
    "ssn",
    "cardNumber",
    "street_address",
    "zip",
  ])("is known by the usual name %s", (name) => {
    expect(hiddenByName(name)).toBeDefined();
  });

  it.each([
    "name",
    "queueName",
    "ContactFlowName",
    "functionName",
    "tableName",
    "botName",
    "businessName",
    "language",
    "address",
    "panel",
  ])("isn't taken for granted under %s", (name) => {
    expect(hiddenByName(name)).toBeUndefined();
  });

  it("costs a long text no more than its length", () => {
    const startedAt = performance.now();
    maskPersonalIn(
      `${"4".repeat(100_000)} ${"a.".repeat(100_000)}@ ${"1 ".repeat(100_000)} ${"a@".repeat(50_000)}`,
    );
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("compares a long name with a tenant's in no more than its length", () => {
    const startedAt = performance.now();
    expect(isSameName("loyaltyID", "A".repeat(60_000))).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(isSameName("loyaltyIDNumber", "loyalty_id_number")).toBe(true);
  });
});

describe("metadata that a voice agent posted", () => {
  const shown = (raw: unknown, source: string, sight = masked, keys?: KeyRules) => {
    const event = {
      id: "a",
      at: "2026-11-21T02:31:26.123Z",
      source,
      hop: "store" as const,
      severity: "info" as const,
      code: "metadata.stored" as const,
      title: `Stored ${JSON.stringify(raw).slice(0, -1)}`,
      contactId: asContactId("3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f"),
      raw: { data: raw, text: JSON.stringify(raw) },
    };
    const row = { key: "customData", label: "customData", value: JSON.stringify(raw) };
    const panel = { title: "Facts", rows: [row] };
    const report = { source, title: "Source", state: "ok" as const, events: [event], panel, tookMs: 1 };
    return JSON.stringify(maskReport(report, { ...sight, ...(keys && { keys }) }));
  };
  const posted = {
    customer: { name: "Planted Person", dob: "1980-02-01" },
    card: 4111111111111111,
    email: "planted@example.com",
    loyaltyId: "planted-loyalty",
    firstName: "Planted",
  };

  it.each(["metadata", "flow-log"])("shows no one who the caller is, as %s tells it", (source) => {
    const all = shown({ ...posted, customer: JSON.stringify(posted.customer) }, source);
    expect(all).not.toMatch(/Planted"|Planted Person|1980-02-01|4111111111111111|planted@/);
    expect(all).toContain("planted-loyalty");
  });

  it("is shown whole to someone who may see it, and asked", () => {
    expect(shown(posted, "metadata", inClear)).toContain("Planted Person");
  });

  it("follows the tenant's own lists: further keys are hidden, and named ones shown", () => {
    const keys = { hidden: ["loyalty_id"], shown: ["first name", "card"] };
    const all = shown(posted, "metadata", masked, keys);
    expect(all).not.toContain("planted-loyalty");
    expect(all).toContain('"Planted"');
    // What a value itself gives away is hidden under every name.
    expect(all).not.toContain("4111111111111111");
  });
});
