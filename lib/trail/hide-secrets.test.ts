import fc from "fast-check";
import { expect, test } from "vitest";
import { hideSecrets, hideSecretText } from "@/lib/trail/hide-secrets";

test("what stands under a secret's name is hidden, at any depth and inside JSON text", () => {
  const said = {
    headers: { authorizationToken: "hush" },
    list: [{ clientSecret: "hush" }],
    body: '{"apiKey":"hush","score":0.50,"nested":"{\\"token\\":1}"}',
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

test("JSON whose names are harmless is never changed", () => {
  const name = fc.constantFrom("a", "score", "x_metadata", "sessionId", "n");
  fc.assert(
    fc.property(fc.dictionary(name, fc.oneof(fc.double(), fc.integer(), fc.boolean())), (object) => {
      const text = JSON.stringify(object);
      expect(hideSecretText(text)).toBe(text);
    }),
  );
});
