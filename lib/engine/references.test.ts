import { expect, test } from "vitest";
import { resolveReferences } from "./references";

const lookups = {
  output: (id: string, name: string) => (id === "api" ? `api-${name}` : undefined),
  secret: (name: string) => (name === "path" ? "s3cret" : undefined),
};

test("a secret among the parts of a text makes all of it a secret", () => {
  const resolved = resolveReferences(
    {
      routes: [{ key: { $join: ["GET /", { $secret: "path" }] } }],
      url: { $join: ["https://", { $ref: "api.host" }] },
    },
    lookups,
  );
  expect(resolved.props).toEqual({ routes: [{ key: "GET /s3cret" }], url: "https://api-host" });
  expect(resolved.secretPaths).toEqual(["routes.0.key"]);
});

test("a text stays unknown, and its secret one, while one of its parts isn't known", () => {
  const resolved = resolveReferences(
    { key: { $join: [{ $secret: "path" }, { $ref: "later.id" }] } },
    lookups,
  );
  expect(resolved).toMatchObject({ unknownPaths: ["key"], secretPaths: ["key"] });
  expect(JSON.stringify(resolved)).not.toContain("s3cret");
});

test("a missing secret among the parts is told, not left out", () => {
  expect(() => resolveReferences({ key: { $join: ["GET /", { $secret: "none" }] } }, lookups)).toThrow(
    /no secret named "none"/,
  );
});
