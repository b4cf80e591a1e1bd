import { describe, expect, it } from "vitest";
import { describeAwsError, missingActionOf } from "@/lib/aws/describe-aws-error";
import { AnswerLostError } from "@/lib/aws/lost-answer";
import { noteOperation } from "@/lib/aws/operation-of-error";

function awsError(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 }, ...more });
}

const denials = [
  ["AccessDeniedException", "User: x is not authorized to perform: lambda:CreateFunction"],
  ["AccessDenied", ""],
  ["ForbiddenException", "Access Denied for LogDestination"],
] as const;

describe("describeAwsError", () => {
  it("names the action that AWS says is missing", () => {
    const error = awsError(
      "AccessDeniedException",
      "User: arn:aws:sts::1:assumed-role/x/y is not authorized to perform: lambda:CreateFunction on resource: z",
    );
    expect(describeAwsError(error)).toMatchObject({
      code: "permission-missing",
      sentence: "AWS denied lambda:CreateFunction to this connection.",
    });
  });

  it("never says that a role has what AWS refused, and names what the call needs on top", () => {
    const error = awsError("ForbiddenException", "Access Denied for LogDestination");
    noteOperation(error, "chime", "PutVoiceConnectorLoggingConfiguration");
    const { sentence } = describeAwsError(error);
    expect(sentence).toBe(
      "AWS denied chime:PutVoiceConnectorLoggingConfiguration to this connection and didn't name the missing permission; the call also needs logs:CreateLogDelivery and the other log delivery permissions.",
    );
    for (const [name, words] of denials) {
      expect(describeAwsError(awsError(name, words)).wayOut).not.toMatch(/\bhas (it|the action)\b/);
    }
  });

  it("points to the organization, not to the template, when an organization's policy denies", () => {
    const words =
      "User: x is not authorized to perform: lambda:CreateFunction with an explicit deny in a service control policy";
    const { wayOut } = describeAwsError(awsError("AccessDeniedException", words));
    expect(wayOut).toMatch(/organization/);
    expect(wayOut).not.toMatch(/template/);
  });

  it("names the action of the call when AWS names none", () => {
    const error = awsError("AccessDeniedException", "");
    noteOperation(error, "connect", "ListQueues");
    expect(missingActionOf(error)).toBe("connect:ListQueues");
  });

  it.each([
    ["ProvisionedThroughputExceededException", "throttled"],
    ["RequestLimitExceeded", "throttled"],
    ["ThrottledClientException", "throttled"],
    ["Throttling", "throttled"],
    ["ThrottlingException", "throttled"],
    ["TooManyRequestsException", "throttled"],
    ["ExpiredTokenException", "credentials-refused"],
    ["TimeoutError", "aws-unreachable"],
    ["LimitExceededException", "quota-reached"],
    ["ServiceQuotaExceededException", "quota-reached"],
    ["InvalidParameterException", "aws-refused"],
  ])("tells %s as %s", (name, code) => {
    expect(describeAwsError(awsError(name, "no"))).toMatchObject({ code });
  });

  it.each([
    ["ThrottlingException", {}, true],
    ["TimeoutError", {}, true],
    ["Error", { code: "ECONNREFUSED" }, true],
    ["InternalServiceException", { $metadata: { httpStatusCode: 500 } }, true],
    ["AccessDeniedException", {}, undefined],
    ["ExpiredTokenException", {}, undefined],
    ["ServiceQuotaExceededException", {}, undefined],
    ["InvalidParameterException", {}, undefined],
  ])("says of %s %j whether it passes by itself: %s", (name, more, isPassing) => {
    expect(describeAwsError(awsError(name, "no", more)).isPassing).toBe(isPassing);
  });

  it("recognizes a throttle by its status or by what the SDK says, whatever its name", () => {
    const byStatus = awsError("SomethingNewException", "no", { $metadata: { httpStatusCode: 429 } });
    const byTrait = awsError("SomethingNewException", "no", { $retryable: { throttling: true } });
    expect([byStatus, byTrait].map((error) => describeAwsError(error).code)).toEqual([
      "throttled",
      "throttled",
    ]);
  });

  it("treats API Gateway's limit as a rate, and Connect's as a quota", () => {
    const limit = (service: string) => {
      const error = awsError("LimitExceededException", "no", { $metadata: { httpStatusCode: 429 } });
      noteOperation(error, service, "Create");
      return describeAwsError(error).code;
    };
    expect([limit("apigateway"), limit("connect")]).toEqual(["throttled", "quota-reached"]);
  });

  it("says that it isn't known whether a call with a lost response took effect", () => {
    const lost = new AnswerLostError(awsError("InternalServiceException", "no"));
    noteOperation(lost, "chime", "CreateVoiceConnector");
    expect(describeAwsError(lost)).toMatchObject({
      code: "aws-unreachable",
      sentence: expect.stringMatching(/chime:CreateVoiceConnector.*It isn't known whether/),
    });
  });

  it.each([
    ["TimeoutError", {}],
    ["InternalServiceException", { $metadata: { httpStatusCode: 500 } }],
    ["ThrottlingException", {}],
    ["SyntaxError", { message: "Deserialization error: unexpected", $metadata: { httpStatusCode: 200 } }],
  ])("says of a read that failed with %s only that it failed", (name, more) => {
    const failed = (operation: string) => {
      const error = awsError(name, "no", more);
      noteOperation(error, "connect", operation);
      const { sentence, wayOut } = describeAwsError(error);
      return `${sentence} ${wayOut}`;
    };
    const doubt = /isn't known|done so far|before it changes/;
    expect(failed("ListQueues")).toContain("connect:ListQueues");
    expect(failed("ListQueues")).not.toMatch(doubt);
    expect(failed("CreateContactFlow")).toMatch(doubt);
  });

  it("tells a refused connection apart from an answer that didn't come", () => {
    const sentenceOf = (code: string) => {
      const error = awsError("Error", "no", { code });
      noteOperation(error, "connect", "ListQueues");
      return describeAwsError(error).sentence;
    };
    expect(sentenceOf("ECONNREFUSED")).toBe("Patchbay couldn't connect to AWS for connect:ListQueues.");
    expect(sentenceOf("ECONNRESET")).toBe("AWS didn't respond to connect:ListQueues in time.");
  });

  it("shows AWS's message without keys and tokens", () => {
    const words = `key AKIAIOSFODNN7EXAMPLE AUTH_TOKEN=abc123def ${"A".repeat(120)}`;
    const { theirWords } = describeAwsError(awsError("ValidationException", words));
    expect(theirWords).not.toMatch(/AKIA|abc123def|AAAA/);
  });
});
