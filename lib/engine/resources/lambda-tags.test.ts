import { describe, expect, it } from "vitest";
import { ProblemError } from "@/lib/kernel/result";
import { requireTags } from "./lambda-tags";

const answer = { $metadata: {}, Configuration: { FunctionName: "store" } };

describe("a function whose tags AWS leaves out", () => {
  it("isn't assumed to be untagged: the missing permission is named", () => {
    const Message =
      "User: arn:aws:sts::1:assumed-role/x/y is not authorized to perform: lambda:ListTags on resource: z";
    const TagsError = { ErrorCode: "AccessDeniedException", Message };
    expect(problemOf(TagsError)).toMatchObject({
      code: "permission-missing",
      sentence: "AWS denied lambda:ListTags to this connection.",
    });
  });

  it("isn't taken for a denial when AWS couldn't read them", () => {
    expect(problemOf({ ErrorCode: "ThrottlingException", Message: "Rate exceeded" })).toMatchObject({
      code: "tags-unread",
      sentence: expect.stringContaining("ThrottlingException"),
    });
  });

  it("is told by its tags, also when it has none", () => {
    expect(requireTags({ ...answer, Tags: { a: "b" } }).Tags).toEqual({ a: "b" });
    expect(requireTags(answer).Tags).toBeUndefined();
  });
});

function problemOf(TagsError: { ErrorCode: string; Message: string }): unknown {
  try {
    return requireTags({ ...answer, TagsError });
  } catch (error) {
    return error instanceof ProblemError ? error.problem : error;
  }
}
