import fc from "fast-check";
import { expect, test } from "vitest";
import { hideSecrets, hideSecretText } from "@/lib/trail/hide-secrets";

test("what stands under a secret's name is hidden, at any depth and inside JSON text", () => {
  const said = {
    headers: { authorizationToken: "hush" },
    list: [{ clientSecret: "hush" }],
    body: '{"apiKey":"hush","score":0.50,"nested":"{\\"token\\":\\"hush\\"}"}',
    deeper: JSON.stringify({
      a: JSON.stringify({ b: JSON.stringify([{ clientSecret: ["hush"], score: 0.5 }]) }),
    }),
    text: "Bearer hushhushhush",
  };
  const text = JSON.stringify(hideSecrets(said));
  expect(text).not.toContain("hush");
  expect(text).toContain("0.50");
});

test("what support staff need stays: numbers to the digit, phones, session ids", () => {
  const said = '{"caller":"+12065550199","voiceSessionId":"st-1","big":12345678901234567890}';
  expect(hideSecretText(said)).toBe(said);
});

test("JSON stays JSON, whatever stands under a secret's name, and its other members stay", () => {
  const name = fc.constantFrom("token", "clientSecret", "passwords", "a", "authorization", "nested");
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom("]", "}", '"hush"', "\\", "hush, hush", "a"),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(name, tie("any"), { maxKeys: 3 }),
    ),
  })).any;
  fc.assert(
    fc.property(fc.dictionary(name, value), fc.constantFrom(undefined, 2), (object, spaces) => {
      const shown: unknown = JSON.parse(hideSecretText(JSON.stringify(object, undefined, spaces)));
      expect(shown).toEqual(JSON.parse(JSON.stringify(hideSecrets(object))));
    }),
  );
  expect(hideSecretText('{"token":{"a":["hush"]},"b":0.50,"token":[1')).toBe(
    '{"token":"[hidden]","b":0.50,"token":"[hidden]"',
  );
});

test("a text that was made to keep the console busy is through at once", () => {
  const texts = ['"secret', '"secret": {', '"token" : ', "token ", "eyJaaaaaaaaa."].map((part) =>
    part.repeat(200_000),
  );
  const escaped = ['\\"', '"\\"', '"a\\" : '].map((part) => part.repeat(200_000));
  for (const text of [...texts, ...escaped, `"${"secret".repeat(200_000)}`])
    expect(hideSecretText(text)).not.toBe("");
  const startedAt = performance.now();
  for (const text of [`{"token":[${'\\"x'.repeat(40_000)}`, "eyJaaaaaaaa-".repeat(15_000)])
    expect(hideSecretText(text)).not.toBe("");
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test("a JWT is hidden as a whole: with a long header, behind a hyphen, and beside what is none", () => {
  const jwt = `eyJ${"a".repeat(5_000)}.hush-b.hush_c`;
  expect(hideSecretText(`got ${jwt}, and x-${jwt} of eyJhbGciOiJI.`)).toBe(
    "got [hidden], and x-[hidden] of eyJhbGciOiJI.",
  );
  expect(hideSecretText("a.b-eyJhbGciOiJI.b.hush.d.hush e")).toBe("a.b-[hidden] e");
  expect(hideSecretText("xeyJhbGciOiJI.b.c")).toBe("xeyJhbGciOiJI.b.c");
});

test("a list that was cut within a text is hidden to the end, whatever the text holds", () => {
  expect(hideSecretText('{"a":1,"token":["b]hush')).toBe('{"a":1,"token":"[hidden]"');
});

test("when a token ends is no secret", () => {
  const said = { tokenExpiresAt: "2026-11-30T12:00:00.000Z" };
  expect(hideSecrets(said)).toEqual(said);
  expect(hideSecretText(JSON.stringify(said))).toBe(JSON.stringify(said));
});

test("JSON whose names are harmless is never changed", () => {
  const name = fc.constantFrom("a", "score", "x_metadata", "sessionId", "n");
  fc.assert(
    fc.property(fc.dictionary(name, fc.oneof(fc.double(), fc.integer(), fc.boolean())), (object) => {
      const text = JSON.stringify(object);
      expect(hideSecretText(text)).toBe(text);
    }),
  );
});
