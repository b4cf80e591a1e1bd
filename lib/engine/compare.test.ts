import { describe, expect, it } from "vitest";
import { compareFields, describeNewFields, hideSecrets } from "./compare";
import { fingerprintObserved } from "./fingerprint";
import type { Observed } from "./observed";
import { ownershipOf, tagsOf } from "./ownership";
import { owner } from "./testing/life-of-resource";

describe("secrets in differences", () => {
  const hidden = (path: string, secretPath: string, secret?: true) =>
    hideSecrets(
      [{ path, before: "hush", after: "hush2", ...(secret && { secret }) }],
      new Set(secretPath === "" ? [] : [secretPath]),
    );

  it.each([
    ["at", "env.TOKEN", "env.TOKEN"],
    ["above", "env", "env.TOKEN"],
    ["below", "env.TOKEN.value", "env.TOKEN"],
  ])("are hidden %s a secret's path", (_where, path, secretPath) => {
    expect(hidden(path, secretPath)).toEqual([{ path, secret: true }]);
  });

  it("stay hidden once they are, and what only begins alike is shown", () => {
    expect(hidden("env", "", true)).toEqual([{ path: "env", secret: true }]);
    expect(hidden("env.TOKENS", "env.TOKEN")).toMatchObject([{ before: "hush" }]);
    expect(hidden("environment", "env")).toMatchObject([{ before: "hush" }]);
  });

  it("are hidden in a new thing however deep they are, and nothing beside them is", () => {
    const want = { a: { b: { c: { d: { token: "hush", open: "x" } } } } };
    const path = "a.b.c.d.token";
    const fields = hideSecrets(describeNewFields(want, new Set([path])), new Set([path]));
    expect(fields).toEqual([
      { path, secret: true },
      { path: "a.b.c.d.open", after: "x" },
    ]);
    expect(JSON.stringify(fields)).not.toContain("hush");
  });
});

it("lists of another length are compared as a whole", () => {
  const [one, two] = [{ id: 1 }, { id: 2 }];
  expect(compareFields([one, two], [one])).toMatchObject([{ path: "" }]);
  expect(compareFields([one, two], [one, one])).toMatchObject([{ path: "1.id" }]);
  expect(compareFields([one], [one, two])).toHaveLength(1);
});

it("what was seen is another thing with another state, output, owner, or departure", () => {
  const seen: Observed<object> = { state: { a: 1 }, outputs: { id: "x" }, ownership: { kind: "ours" } };
  const print = (more: Partial<Observed<object>>) => fingerprintObserved({ ...seen, ...more }, "key");
  const prints = [
    ...[print({}), print({ state: { a: 2 } }), print({ outputs: { id: "y" } })],
    ...[print({ ownership: { kind: "untagged" } }), print({ departures: [{ path: "lock", after: "off" }] })],
    ...[fingerprintObserved(undefined, "key"), fingerprintObserved(seen, "other")],
  ];
  expect(new Set(prints).size).toBe(prints.length);
  // Records come and go.
  expect(print({ storedRecords: 7 })).toBe(print({}));
});

describe("whose a thing is", () => {
  const tags = tagsOf(owner);
  const kindOf = (more: Record<string, string | undefined>) => ownershipOf({ ...tags, ...more }, owner).kind;

  it("follows from its tags", () => {
    expect(kindOf({})).toBe("ours");
    expect(kindOf({ "patchbay:installation": "elsewhere" })).toBe("other-installation");
    expect(kindOf({ "patchbay:tenant": "elsewhere" })).toBe("other-tenant");
    expect(kindOf({ "patchbay:tenant": undefined })).toBe("other-tenant");
    expect(kindOf({ "patchbay:integration": "elsewhere" })).toBe("other-integration");
    expect(ownershipOf(undefined, owner).kind).toBe("untagged");
  });

  it("is nobody's where a tenant has made it outside any integration", () => {
    expect(kindOf({ "patchbay:integration": undefined })).toBe("untagged");
  });
});
