import { describe, expect, it } from "vitest";
import { findConnectionKind } from "@/lib/connections/registry";
import { firstSandboxVendors } from "@/lib/connections/sandbox-vendors";
import { type FormBase, isSavedSince } from "@/lib/connections/saved-since";

const instance = { instanceId: "i", instanceAlias: "a", accountId: "111122223333" };
const account = { access: { kind: "keys", accessKeyId: "AKIA0123456789ABCDEF" }, region: "us-east-1" };
const aws = { kind: "aws", name: "AWS", settings: { ...account, ...instance } };

function isSaved(stored: { kind: string; name: string; settings: Record<string, unknown> }, base: FormBase) {
  const type = findConnectionKind(stored.kind);
  if (!type) throw new Error(`No connection is of the kind ${stored.kind}.`);
  return isSavedSince(type, stored, base, { externalId: "patchbay-1" });
}

describe("a connection was saved by someone else since a form was made", () => {
  it("when its name or a setting of the form is another", () => {
    expect(isSaved(aws, { name: "AWS", settings: account })).toBe(false);
    expect(isSaved(aws, { name: "Production", settings: account })).toBe(true);
    expect(isSaved(aws, { name: "AWS", settings: { ...account, region: "eu-west-2" } })).toBe(true);
  });

  it("but not because of spaces, or of an instance that was chosen beside the form", () => {
    const before = { ...account, instanceId: "before", instanceAlias: "b" };
    expect(isSaved(aws, { name: " AWS ", settings: before })).toBe(false);
  });

  it("also where its form says that neither is in the sandbox", () => {
    expect(isSaved(aws, { name: "AWS", settings: account, isSandbox: false })).toBe(false);
    const elsewhere = { ...account, region: "eu-west-2" };
    expect(isSaved(aws, { name: "AWS", settings: elsewhere, isSandbox: false })).toBe(true);
  });

  it.each(firstSandboxVendors())(
    "when a simulated $kind became a real one, or the other way around",
    (twin) => {
      const { kind, name, settings } = twin;
      const typed = { anything: "typed before the sandbox was chosen" };
      expect(isSaved({ kind, name, settings }, { name, settings: typed, isSandbox: true })).toBe(false);
      expect(isSaved({ kind, name, settings }, { name, settings, isSandbox: false })).toBe(true);
      const real = { kind, name, settings: {} };
      expect(isSaved(real, { name, settings: {}, isSandbox: true })).toBe(true);
      expect(isSaved(real, { name, settings: {}, isSandbox: false })).toBe(false);
    },
  );

  it.each(firstSandboxVendors())("but not for a $kind that is as the form showed it", (vendor) => {
    const { kind, name, settings } = vendor;
    expect(isSaved({ kind, name, settings }, { name, settings: structuredClone(settings) })).toBe(false);
  });

  const otherwise = firstSandboxVendors().flatMap(({ kind, name, settings }) => {
    const host = `https://${String(settings.host).replace("https://", "").toUpperCase()}/`;
    const typed = { ...settings, host };
    const isTaken = findConnectionKind(kind)?.settings.safeParse(typed).success;
    return isTaken ? [{ kind, name, settings, typed }] : [];
  });
  it.each(otherwise)("nor for a $kind whose host was typed in another way", ({ typed, ...stored }) => {
    expect(isSaved(stored, { name: stored.name, settings: typed })).toBe(false);
  });
});
