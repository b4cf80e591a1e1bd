import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeyRing } from "@/lib/kernel/config";
import { openSecret, placeOf, rewrapSecret, sealSecret } from "@/lib/secrets/seal";

function newRing(...ids: string[]): KeyRing {
  return {
    current: ids.at(-1) ?? "",
    keys: Object.fromEntries(ids.map((id) => [id, randomBytes(32).toString("base64")])),
  };
}

const ring = newRing("k1");
const place = placeOf("Connection", "tenant", "row", "clientSecret");

describe("a encrypted secret", () => {
  it("decrypts at its place, whatever its content", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (plain) => {
        expect(openSecret(sealSecret(plain, place, ring), place, ring)).toBe(plain);
      }),
    );
  });

  it("doesn't decrypt at another place", () => {
    const sealed = sealSecret("secret", place, ring);
    for (const other of [
      placeOf("Connection", "tenant", "other-row", "clientSecret"),
      placeOf("Connection", "other-tenant", "row", "clientSecret"),
      placeOf("Connection", "tenant", "row", "otherField"),
      placeOf("Integration", "tenant", "row", "clientSecret"),
    ]) {
      expect(() => openSecret(sealed, other, ring)).toThrow(/couldn't be decrypted/);
    }
  });

  it("doesn't decrypt when a single bit was changed", () => {
    const parts = sealSecret("secret", place, ring).split(".");
    fc.assert(
      fc.property(fc.constantFrom(2, 3), fc.nat(), fc.nat(7), (part, at, bit) => {
        const bytes = Buffer.from(parts[part] ?? "", "base64url");
        const position = at % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(position) ^ (1 << bit), position);
        const changed = parts.with(part, bytes.toString("base64url")).join(".");
        expect(() => openSecret(changed, place, ring)).toThrow(/couldn't be decrypted/);
      }),
    );
  });

  it("reveals nothing about its content, and never repeats", () => {
    const first = sealSecret("the same secret", place, ring);
    expect(first).not.toContain("secret");
    expect(sealSecret("the same secret", place, ring)).not.toBe(first);
  });

  it("can move to a new key, after which the old one is useless", () => {
    const old = newRing("k1");
    const both: KeyRing = { current: "k2", keys: { ...old.keys, ...newRing("k2").keys } };
    const sealed = sealSecret("secret", place, old);
    expect(openSecret(sealed, place, both)).toBe("secret");
    const rewrapped = rewrapSecret(sealed, place, both) ?? "";
    const onlyNew: KeyRing = { current: "k2", keys: { k2: both.keys.k2 ?? "" } };
    expect(openSecret(rewrapped, place, onlyNew)).toBe("secret");
    expect(() => openSecret(sealed, place, onlyNew)).toThrow(/has no key/);
    expect(rewrapSecret(rewrapped, place, both)).toBeUndefined();
  });
});
