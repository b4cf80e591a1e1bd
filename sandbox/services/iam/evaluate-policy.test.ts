import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluatePolicy, matchesPattern } from "./evaluate-policy";
import { readPolicyDocument } from "./policy-document";

const allow = (more: object) => ({ Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*", ...more });
const statements = (...all: object[]) =>
  readPolicyDocument(JSON.stringify({ Version: "2012-10-17", Statement: all }));
const table = "arn:aws:dynamodb:us-east-1:111122223333:table/one";

describe("a policy", () => {
  it("allows what an allow names, whatever the action's case, and nothing else", () => {
    const policy = statements(allow({ Action: ["dynamodb:Get*"], Resource: table }));
    expect(evaluatePolicy(policy, { action: "DynamoDB:getitem", resource: table })).toBe("allowed");
    expect(evaluatePolicy(policy, { action: "dynamodb:PutItem", resource: table })).toBe("implicitDeny");
    expect(evaluatePolicy(policy, { action: "dynamodb:GetItem", resource: `${table}s` })).toBe(
      "implicitDeny",
    );
  });

  it("denies what any deny names, whatever else allows it", () => {
    const policy = statements(allow({ Action: "*" }), {
      Effect: "Deny",
      Action: "dynamodb:*",
      Resource: table,
    });
    expect(evaluatePolicy(policy, { action: "dynamodb:GetItem", resource: table })).toBe("explicitDeny");
    expect(evaluatePolicy(policy, { action: "lambda:Invoke", resource: "*" })).toBe("allowed");
  });

  it("applies only where its conditions are met, and never with an unknown operator", () => {
    const when = (Condition: object) => statements(allow({ Condition }));
    const ask = (policy: ReturnType<typeof statements>, conditions: Record<string, string>) =>
      evaluatePolicy(policy, { action: "dynamodb:GetItem", resource: table, conditions });
    const external = when({ StringEquals: { "sts:ExternalId": ["one", "two"] } });
    expect(ask(external, { "sts:externalid": "two" })).toBe("allowed");
    expect(ask(external, { "sts:externalid": "three" })).toBe("implicitDeny");
    expect(ask(external, {})).toBe("implicitDeny");
    expect(
      ask(when({ ArnLike: { "aws:SourceArn": "arn:aws:connect:*:instance/?" } }), {
        "aws:sourcearn": "arn:aws:connect:x:instance/1",
      }),
    ).toBe("allowed");
    expect(ask(when({ StringEqualsIfExists: { "a:b": "c" } }), {})).toBe("allowed");
    expect(ask(when({ NumericLessThan: { "a:b": "9" } }), { "a:b": "1" })).toBe("implicitDeny");
  });
});

it("matches wildcards as a regular expression would, for any pattern", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", ".", "/"), maxLength: 12 });
  const plain = fc.string({ unit: fc.constantFrom("a", "b", ".", "/"), maxLength: 12 });
  fc.assert(
    fc.property(letters, plain, (pattern, text) => {
      const escaped = pattern.replace(/[./]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".");
      expect(matchesPattern(pattern, text)).toBe(new RegExp(`^${escaped}$`, "s").test(text));
    }),
  );
});
