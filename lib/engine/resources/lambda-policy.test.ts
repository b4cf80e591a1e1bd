import { describe, expect, it } from "vitest";
import { sortStatements, statementIds } from "./lambda-policy";

const account = { accountId: "111122223333" };
const allow = { Sid: "by-hand", Effect: "Allow", Action: "lambda:InvokeFunction" };
const sort = (statement: Record<string, unknown>, qualifier?: string) =>
  sortStatements(account, [{ qualifier, statements: [statement] }]);
const isPublic = (statement: Record<string, unknown>) => sort({ ...allow, ...statement }).public.length === 1;
const isOther = (statement: Record<string, unknown>) => sort({ ...allow, ...statement }).others.length === 1;
const none = { public: [], others: [] };

describe("a function's policy", () => {
  it("is open to anyone with a star as principal and no condition that says whose the caller is", () => {
    expect(isPublic({ Principal: "*" })).toBe(true);
    expect(isPublic({ Principal: { AWS: "*" } })).toBe(true);
    expect(isPublic({ Principal: { AWS: ["arn:aws:iam::1:root", "*"] } })).toBe(true);
    const url = { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } };
    expect(isPublic({ Principal: "*", Action: "lambda:InvokeFunctionUrl", Condition: url })).toBe(true);
  });

  it("tells who else may call, also everyone of an organization", () => {
    expect(isOther({ Principal: { AWS: "arn:aws:iam::999999999999:root" } })).toBe(true);
    expect(isOther({ Principal: { Service: "events.amazonaws.com" } })).toBe(true);
    const ofOrganization = { StringEquals: { "aws:PrincipalOrgID": "o-1" } };
    expect(isOther({ Principal: "*", Condition: ofOrganization })).toBe(true);
  });

  it("leaves Connect's own statements for this account out, and no other account's", () => {
    const connect = (arn: string) => ({
      ...allow,
      Principal: { Service: "connect.amazonaws.com" },
      Condition: { ArnLike: { "AWS:SourceArn": arn } },
    });
    expect(sort(connect("arn:aws:connect:us-east-1:111122223333:instance/one"))).toEqual(none);
    expect(sort(connect("arn:aws:connect:us-east-1:999999999999:instance/one")).others).toHaveLength(1);
    const { Condition: _, ...unbound } = connect("");
    expect(sort(unbound).others).toHaveLength(1);
  });

  it("leaves ours on the alias out, whose own resource compares them, and tells them anywhere else", () => {
    const ours = { ...allow, Sid: "patchbay-api-store", Principal: { Service: "apigateway.amazonaws.com" } };
    for (const Sid of statementIds) expect(sort({ ...ours, Sid }, "live")).toEqual(none);
    expect(sort(ours).others).toHaveLength(1);
    expect(sort({ ...allow, Sid: "patchbay-other", Principal: "*" }, "live").public).toEqual([
      { qualifier: "live", statementId: "patchbay-other" },
    ]);
  });
});
