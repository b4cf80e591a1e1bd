import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Resource } from "../gateway-store";
import { fillFormat } from "./access-log";
import { readGrant } from "./authorize-request";
import { matchResource } from "./match-resource";
import { readProxyAnswer } from "./read-proxy-answer";

const read = (answer: unknown, isBinary = false) => readProxyAnswer(JSON.stringify(answer), { isBinary });

describe("a proxy function's answer", () => {
  it.each([
    ["null", null],
    ["a status that is no number", { statusCode: "ok" }],
    ["no status", { body: "hello" }],
    ["a body that is an object", { statusCode: 200, body: { a: 1 } }],
    ["a member that nobody knows", { statusCode: 200, extra: 1 }],
    ["a header that is an object", { statusCode: 200, headers: { a: {} } }],
    ["a header that would break out of its line", { statusCode: 200, headers: { a: "1\r\nb: 2" } }],
  ])("with %s is malformed", (_name, answer) => {
    expect(read(answer)).toBeUndefined();
  });

  it("can have digits in text as its status, and reserved headers are renamed", () => {
    const answer = read({ statusCode: "201", headers: { Date: "x" }, multiValueHeaders: { "X-A": [1, 2] } });
    expect(answer).toEqual({
      status: 201,
      headers: { "content-type": "application/json", "x-amzn-remapped-date": "x", "x-a": "1,2" },
      body: "",
    });
  });

  it("in base64 is decoded for binary types only", () => {
    const answer = { statusCode: 200, isBase64Encoded: true, body: "aGk=" };
    expect([String(read(answer, true)?.body), read(answer, false)?.body]).toEqual(["hi", "aGk="]);
  });

  it("never throws, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (payload) => {
        readProxyAnswer(payload, { isBinary: false });
        readGrant(payload);
      }),
    );
  });
});

describe("an authorizer's answer", () => {
  const statement = { Action: "execute-api:Invoke", Effect: "Allow", Resource: "*" };
  const answer = { principalId: "p", policyDocument: { Version: "2012-10-17", Statement: [statement] } };
  const readOf = (more: object) => readGrant(JSON.stringify({ ...answer, ...more }));

  it("passes its plain context on as text", () => {
    expect(readOf({ context: { a: 1, b: true, c: "x" } })?.context).toEqual({ a: "1", b: "true", c: "x" });
  });

  it.each([
    ["a nested context", { context: { a: {} } }],
    ["no principal", { principalId: undefined }],
    ["a statement without a resource", { policyDocument: { Statement: [{ ...statement, Resource: [] }] } }],
  ])("with %s is malformed", (_name, more) => {
    expect(readOf(more)).toBeUndefined();
  });
});

describe("finding a resource", () => {
  const method = { httpMethod: "GET", authorizationType: "NONE", apiKeyRequired: false };
  const node = (id: string, parentId: string | undefined, pathPart: string, isOpen = true): Resource => ({
    id,
    parentId,
    pathPart,
    path: id,
    methods: isOpen ? { GET: method } : {},
  });
  const resources = {
    root: node("root", undefined, "", false),
    a: node("a", "root", "a"),
    "a/b": node("a/b", "a", "b"),
    "{id}": node("{id}", "root", "{id}"),
    "{rest+}": node("{rest+}", "root", "{rest+}"),
  };
  it.each([
    ["/a", "a", {}],
    ["/a/b", "a/b", {}],
    ["/x%20y", "{id}", { id: "x y" }],
    ["/x/y", "{rest+}", { rest: "x/y" }],
    ["/a/c", "{rest+}", { rest: "a/c" }],
    ["/", undefined, undefined],
  ])("routes %s to %s", (path, id, pathParameters) => {
    const match = matchResource({ resources }, "GET", path);
    expect([match?.resource.id, match?.pathParameters]).toEqual([id, pathParameters]);
  });

  it("doesn't accept a method that doesn't exist", () => {
    expect(matchResource({ resources }, "POST", "/a")).toBeUndefined();
  });
});

it("an access log line has a dash where there is no value", () => {
  const values = { requestId: "r-1", status: 200 };
  expect(fillFormat('{"id":"$context.requestId","s":$context.status,"p":"$context.path"}', values)).toBe(
    '{"id":"r-1","s":200,"p":"-"}',
  );
});
