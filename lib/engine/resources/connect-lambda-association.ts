import {
  AssociateLambdaFunctionCommand,
  DisassociateLambdaFunctionCommand,
  ListLambdaFunctionsCommand,
} from "@aws-sdk/client-connect";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { waitUntil } from "@/lib/kernel/wait-until";
import { defineResource, type ResourceContext } from "../resource";

const listedTimeoutSeconds = 30;

/** Puts a function on the instance's list of Lambdas that flows may call. Ours because the function is. */
export const connectLambdaAssociation = defineResource({
  type: "connect-lambda-association",
  title: "Connect Lambda association",
  props: z.object({ functionArn: z.string() }),
  fields: [{ path: "functionArn", kept: "identity" }],
  iamActions: [
    "connect:AssociateLambdaFunction",
    "connect:DisassociateLambdaFunction",
    "connect:ListLambdaFunctions",
    // Connect writes a statement of its own into the function's resource policy, and takes it out, in the caller's name.
    "lambda:AddPermission",
    "lambda:RemovePermission",
  ],
  name: ({ functionArn }) => functionArn.split(":function:")[1] ?? functionArn,
  summary: () => "flows in the instance can invoke it",
  immutablePaths: ["functionArn"],
  usualSeconds: 3,
  longestWaitSeconds: listedTimeoutSeconds,

  async observe(context, { functionArn }) {
    if (!(await isListed(context, functionArn))) return undefined;
    return { state: { functionArn }, outputs: { functionArn }, ownership: { kind: "ours" } };
  },

  async ensure(context, { functionArn }, have) {
    if (have !== undefined) return have.outputs;
    try {
      // No token of our own: a fixed one would swallow the second association after a removal. Looking comes first.
      const command = new AssociateLambdaFunctionCommand({
        InstanceId: context.instanceId,
        FunctionArn: functionArn,
      });
      await context.aws.connect.send(command, { abortSignal: context.signal });
    } catch (error) {
      if (!isAwsError(error, "ResourceConflictException")) throw error;
    }
    const wait = {
      what: `${functionArn} to be listed by the instance`,
      timeoutSeconds: listedTimeoutSeconds,
      signal: context.signal,
    };
    await waitUntil(wait, async () => ((await isListed(context, functionArn)) ? true : undefined));
    return { functionArn };
  },

  async remove(context, { functionArn }) {
    try {
      const command = new DisassociateLambdaFunctionCommand({
        InstanceId: context.instanceId,
        FunctionArn: functionArn,
      });
      await context.aws.connect.send(command, { abortSignal: context.signal });
    } catch (error) {
      if (!isAwsError(error, "ResourceNotFoundException")) throw error;
    }
  },
});

async function isListed(context: ResourceContext, functionArn: string): Promise<boolean> {
  let NextToken: string | undefined;
  do {
    const command = new ListLambdaFunctionsCommand({ InstanceId: context.instanceId, NextToken });
    const page = await context.aws.connect.send(command, { abortSignal: context.signal });
    if (page.LambdaFunctions?.includes(functionArn) === true) return true;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return false;
}
