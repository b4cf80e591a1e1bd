import {
  DeleteProvisionedConcurrencyConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  PutProvisionedConcurrencyConfigCommand,
} from "@aws-sdk/client-lambda";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import type { ResourceContext } from "../resource";

export const provisionedActions = [
  "lambda:DeleteProvisionedConcurrencyConfig",
  "lambda:GetProvisionedConcurrencyConfig",
  "lambda:PutProvisionedConcurrencyConfig",
] as const;

export const provisionedCharge =
  "Lambda charges for provisioned concurrency every second, whether or not calls come in.";

interface Target {
  FunctionName: string;
  /** An alias or a version. */
  Qualifier: string;
}

/** How many environments Lambda is asked to keep warm; 0 for none, and for a request that Lambda couldn't meet. */
export async function fetchProvisioned(context: ResourceContext, target: Target): Promise<number> {
  try {
    const command = new GetProvisionedConcurrencyConfigCommand(target);
    const found = await context.aws.lambda.send(command, { abortSignal: context.signal });
    return found.Status === "FAILED" ? 0 : (found.RequestedProvisionedConcurrentExecutions ?? 0);
  } catch (error) {
    const isNone = isAwsError(
      error,
      "ProvisionedConcurrencyConfigNotFoundException",
      "ResourceNotFoundException",
    );
    if (isNone) return 0;
    throw error;
  }
}

/** Asks for them, and doesn't wait: it takes Lambda minutes to have them warm, and calls are answered meanwhile. */
export async function writeProvisioned(
  context: ResourceContext,
  target: Target,
  environments: number,
): Promise<void> {
  const options = { abortSignal: context.signal };
  if (environments === 0) {
    await context.aws.lambda.send(new DeleteProvisionedConcurrencyConfigCommand(target), options);
    return;
  }
  const command = { ...target, ProvisionedConcurrentExecutions: environments };
  await context.aws.lambda.send(new PutProvisionedConcurrencyConfigCommand(command), options);
}
