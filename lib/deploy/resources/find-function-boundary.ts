import { GetPolicyCommand } from "@aws-sdk/client-iam";
import { isAwsError, missingActionOf } from "@/lib/aws/describe-aws-error";
import { functionBoundaryArn } from "@/lib/aws/function-boundary";
import { partitionOf } from "@/lib/deploy/arn";
import type { ResourceContext } from "@/lib/deploy/resource";

/**
 * The account's boundary for our roles; undefined where the onboarding template did not make one: an earlier template (which
 * does not let us ask either), access keys, the sandbox.
 */
export async function findFunctionBoundary(context: ResourceContext): Promise<string | undefined> {
  const PolicyArn = functionBoundaryArn(partitionOf(context), context.accountId);
  try {
    await context.aws.iam.send(new GetPolicyCommand({ PolicyArn }), { abortSignal: context.signal });
    return PolicyArn;
  } catch (error) {
    const isAbsent = isAwsError(error, "NoSuchEntityException", "NoSuchEntity");
    if (isAbsent || missingActionOf(error) !== undefined) return undefined;
    throw error;
  }
}
