import fc from "fast-check";
import { expect, it } from "vitest";
import { fillSecret } from "./fill-secret";

it("a value with its secret is the same code, whatever the secret is", () => {
  fc.assert(
    fc.property(fc.string(), (secret) => {
      const filled = fillSecret(
        `{"token": "PUT_IT_HERE", "other": "kept"}`,
        { placeholder: "PUT_IT_HERE" },
        secret,
      );
      expect(JSON.parse(filled)).toEqual({ token: secret, other: "kept" });
    }),
  );
});
