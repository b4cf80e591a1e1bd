import type { GetFunctionCommandOutput } from "@aws-sdk/client-lambda";
import { describeDenial } from "@/lib/aws/describe-denial";
import { type Problem, ProblemError } from "@/lib/kernel/result";

/**
 * Lambda answers without the tags, and says so beside them, where the caller may not read them. Whose the function is would
 * then be a guess, and "not made by Patchbay" a wrong one.
 */
export function requireTags(answer: GetFunctionCommandOutput): GetFunctionCommandOutput {
  if (answer.TagsError === undefined) return answer;
  throw new ProblemError(whyNoTags(answer.TagsError));
}

function whyNoTags({
  ErrorCode = "",
  Message = "",
}: {
  ErrorCode?: string | undefined;
  Message?: string | undefined;
}): Problem {
  if (/denied|not authorized/i.test(`${ErrorCode} ${Message}`))
    return describeDenial(Message, "lambda:ListTags");
  return {
    code: "tags-unread",
    sentence: `AWS didn't return a function's tags (${ErrorCode}), so Patchbay can't tell who owns it.`,
    wayOut: "Try again in a minute.",
  };
}
