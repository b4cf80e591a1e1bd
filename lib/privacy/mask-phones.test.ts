import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hiddenEncoding,
  maskNamedPhone,
  maskNumber,
  maskPhone,
  maskPhonesIn,
  maskSpokenNumbers,
} from "@/lib/privacy/mask-phones";

const digit = fc.integer({ min: 0, max: 9 }).map(String);
const some = (length: number) =>
  fc.array(digit, { minLength: length, maxLength: length }).map((all) => all.join(""));
const american = fc
  .tuple(fc.integer({ min: 200, max: 999 }), fc.integer({ min: 200, max: 999 }), some(4))
  .map(([area, exchange, line]) => ({ area: String(area), exchange: String(exchange), line }));
const international = fc
  .tuple(fc.constantFrom("44", "49", "351", "7", "1206"), some(7), some(2))
  .map(([country, middle, end]) => `${country}${middle}${end}`);

describe("masking phone numbers", () => {
  it.each([
    ["+12065550123", "+1 206 ••• ••23"],
    ["+442079460123", "+44 ••• ••23"],
    ["+351213456789", "+351 ••• ••89"],
    ["2065550123", "••• ••23"],
    ["911", "••• ••"],
    ["+1 206 ••• ••23", "+1 206 ••• ••23"],
  ])("shows %s as %s", (number, shown) => {
    expect(maskPhone(number)).toBe(shown);
  });

  it.each([
    ["Call from +12065550123 to +12065551118", "Call from +1 206 ••• ••23 to +1 206 ••• ••18"],
    [
      "INVITE sip:+12065551118@3.224.189.218:5060 SIP/2.0",
      "INVITE sip:+1 206 ••• ••18@3.224.189.218:5060 SIP/2.0",
    ],
    [
      'From: "2065550123" <sip:442079460123@10.0.0.7>;tag=a',
      'From: "••• ••23" <sip:••• ••23@10.0.0.7>;tag=a',
    ],
    ["tel:+1-206-555-0123;ext=9", "tel:+1 206 ••• ••23;ext=9"],
    ["tel:5550123", "tel:••• ••23"],
    ["?to=%2B12065550123&x=1", "?to=+1 206 ••• ••23&x=1"],
    ["?to=%252B12065550123", "?to=+1 206 ••• ••23"],
    ["filterPattern$3D$2522$252B12065550123$2522", "filterPattern$3D$2522+1 206 ••• ••23$2522"],
    ["\\u002b12065550123", "+1 206 ••• ••23"],
    ["&#43;12065550123", "+1 206 ••• ••23"],
    ["sip%3A442079460123%40host", "sip%3A••• ••23%40host"],
    ["(206) 555-0123, 206.555.0123, 1-206-555-0123", "••• ••23, ••• ••23, ••• ••23"],
    ["said\\n2065550123", "said\\n••• ••23"],
    ["+44 20 7946 0123 or 020 7946 0123 or 00442079460123", "+44 ••• ••23 or ••• ••23 or ••• ••23"],
    ["+1206555 0123 at 10", "+1 206 ••• ••23 at 10"],
    ["recording_2065550123.wav", "recording_••• ••23.wav"],
  ])("finds the numbers in %s", (text, shown) => {
    expect(maskPhonesIn(text)).toBe(shown);
  });

  it.each([
    "3f0c1c34-5b0a-4c0e-9d3a-012065550123",
    "12065550-1234-4123-8123-206555012345",
    "arn:aws:connect:us-east-1:111122223333:instance/3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f",
    "account 206555012345",
    "1700000000",
    "1764000000123",
    "2026-11-21T02:31:26.123456789+00:00",
    "2026-11-21 02:31:26 and 2026-11-21",
    "Duration: 2065.55 ms\tBilled Duration: 2066 ms\tMemory Size: 256 MB",
    "0.2065550123",
    "1-67a1b2c3-206555012345678901234567",
    "10.120.206.255:50601",
    "Root=1-5759e988-bd862e3fe1be46a994272793",
  ])("takes no number out of %s", (text) => {
    expect(maskPhonesIn(text)).toBe(text);
  });

  it("hides text in base64 that holds a number, and leaves other base64 and paths", () => {
    const body = Buffer.from('{"caller":"+12065550123"}').toString("base64");
    expect(maskPhonesIn(`body ${body}`)).toBe(`body ${hiddenEncoding}`);
    const harmless = Buffer.from('{"score":"good enough"}').toString("base64");
    expect(maskPhonesIn(harmless)).toBe(harmless);
    expect(maskPhonesIn("/aws/lambda/storeSessionMetadata")).toBe("/aws/lambda/storeSessionMetadata");
  });

  it("believes a name: digits of any count under a phone's name are a number, elsewhere they aren't", () => {
    expect(maskNamedPhone("customerPhone", "442079460123")).toBe("••• ••23");
    expect(maskNamedPhone("ANI", "79460123")).toBe("••• ••23");
    expect(maskNamedPhone("accountId", "442079460123")).toBe("442079460123");
    expect(maskNamedPhone("phoneModel", "Pear 12")).toBe("Pear 12");
    expect(maskNumber("mobile", 442079460123)).toBe("••• ••23");
    expect(maskNumber("expiresAt", 1764000000)).toBe(1764000000);
  });

  const around = fc.string({ unit: fc.constantFrom(..." .,;:\"'<>@/=ab\n\t{}[]é") });
  const styles = american.chain(({ area, exchange, line }) =>
    fc.constantFrom(
      `+1${area}${exchange}${line}`,
      `+1 ${area} ${exchange} ${line}`,
      `+1-${area}-${exchange}-${line}`,
      `(${area}) ${exchange}-${line}`,
      `sip:${area}${exchange}${line}@host`,
      `tel:+1${area}${exchange}${line}`,
      `%2B1${area}${exchange}${line}`,
    ),
  );

  it("leaves no more than two digits of a line, whatever stands around the number", () => {
    fc.assert(
      fc.property(
        around,
        fc.oneof(
          styles,
          international.map((number) => `+${number}`),
        ),
        around,
        (before, number, after) => {
          const shown = maskPhonesIn(`${before} ${number} ${after}`);
          expect(shown).not.toContain(number.replace(/@host$/, "").slice(-4));
        },
      ),
    );
  });

  it("masks what is masked to itself", () => {
    const piece = fc.oneof(
      around,
      styles,
      international,
      international.map((number) => `+${number}`),
      some(12),
      fc.uuid(),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.constantFrom("", " ", "-", "+"), (pieces, glue) => {
        const once = maskPhonesIn(pieces.join(glue));
        expect(maskPhonesIn(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves ids and times of every kind alone", () => {
    const account = some(12);
    const text = fc.oneof(
      fc.uuid(),
      account,
      fc.tuple(account, fc.uuid()).map(([id, uuid]) => `arn:aws:lambda:us-east-1:${id}:function:f-${uuid}`),
      fc
        .date({ noInvalidDate: true, min: new Date("2001-01-01"), max: new Date("2033-01-01") })
        .chain((date) =>
          fc.constantFrom(
            date.toISOString(),
            String(date.getTime()),
            String(Math.floor(date.getTime() / 1000)),
          ),
        ),
    );
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const joined = texts.join(" ; ");
        expect(maskPhonesIn(joined)).toBe(joined);
      }),
    );
  });

  it("is quick on long texts that look like numbers and are none", () => {
    const startedAt = performance.now();
    const long =
      "+1 ( ) - ".repeat(20_000) + "0 ".repeat(100_000) + "a".repeat(200_000) + "[{".repeat(50_000);
    maskPhonesIn(long);
    maskSpokenNumbers(long);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
