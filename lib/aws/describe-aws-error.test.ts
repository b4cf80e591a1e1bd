import { describe, expect, it } from "vitest";
import { describeAwsError, missingActionOf } from "@/lib/aws/describe-aws-error";
import { noteOperation } from "@/lib/aws/operation-of-error";

function awsError(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 }, ...more });
}

describe("describeAwsError", () => {
  it("names the action that AWS says is missing", () => {
    const error = awsError(
      "AccessDeniedException",
      "User: arn:aws:sts::1:assumed-role/x/y is not authorized to perform: lambda:CreateFunction on resource: z",
    );
    expect(describeAwsError(error)).toMatchObject({
      code: "permission-missing",
      sentence: "This connection may not do lambda:CreateFunction in the account.",
    });
  });

  it("names the action of the call when AWS names none", () => {
    const error = awsError("AccessDeniedException", "");
    noteOperation(error, "connect", "ListQueues");
    expect(missingActionOf(error)).toBe("connect:ListQueues");
  });

  it.each([
    ["TooManyRequestsException", "throttled"],
    ["ExpiredTokenException", "credentials-refused"],
    ["TimeoutError", "aws-unreachable"],
    ["ServiceQuotaExceededException", "quota-reached"],
    ["InvalidParameterException", "aws-refused"],
  ])("tells %s as %s", (name, code) => {
    expect(describeAwsError(awsError(name, "no"))).toMatchObject({ code });
  });

  it("shows AWS's words without keys and tokens", () => {
    const words = `key AKIAIOSFODNN7EXAMPLE AUTH_TOKEN=abc123def ${"A".repeat(120)}`;
    const { theirWords } = describeAwsError(awsError("ValidationException", words));
    expect(theirWords).not.toMatch(/AKIA|abc123def|AAAA/);
  });
});
