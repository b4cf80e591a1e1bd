import { expect, it } from "vitest";
import { listChanges, secretChanges } from "./list-changes";

it("names each changed setting by its path, with both values", () => {
  expect(
    listChanges(
      {
        host: "https://a.example",
        access: { kind: "role", roleArn: "one" },
        same: 1,
        gone: true,
        list: ["a"],
      },
      {
        host: "https://b.example",
        access: { kind: "role", roleArn: "two" },
        same: 1,
        list: ["a", "b"],
        made: "x",
      },
    ),
  ).toEqual([
    { setting: "host", from: "https://a.example", to: "https://b.example" },
    { setting: "access.roleArn", from: "one", to: "two" },
    { setting: "gone", from: "true" },
    { setting: "list", from: '["a"]', to: '["a","b"]' },
    { setting: "made", to: "x" },
  ]);
});

it("is empty when nothing changed, and short when much did", () => {
  expect(listChanges({ a: { b: 1 } }, { a: { b: 1 } })).toEqual([]);
  const [long] = listChanges({}, { text: "x".repeat(5_000) });
  expect(long?.to).toHaveLength(201);
});

it("takes no other order of keys for a change, and another order of a list for one", () => {
  const [host, port] = [
    { host: "a", port: 1 },
    { port: 1, host: "a" },
  ];
  expect(listChanges({ hosts: [host] }, { hosts: [port] })).toEqual([]);
  expect(listChanges({ hosts: [host, { host: "b" }] }, { hosts: [{ host: "b" }, port] })).toHaveLength(1);
});

it("says only that a secret changed", () => {
  expect(secretChanges(["clientSecret"])).toEqual([{ setting: "clientSecret", to: "changed" }]);
});
