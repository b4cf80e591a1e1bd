import { AddPermissionCommand, GetPolicyCommand, RemovePermissionCommand } from "@aws-sdk/client-lambda";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { isPlainObject } from "@/lib/deploy/references";
import { defineResource, type ResourceContext } from "@/lib/deploy/resource";

const permissionProps = z.object({
  functionName: z.string(),
  qualifier: z.string(),
  statementId: z.string(),
  principal: z.string(),
  sourceArn: z.string(),
  sourceAccount: z.string().optional(),
});
type PermissionProps = z.infer<typeof permissionProps>;

/** A statement of a function's own policy. It carries no tags; it is ours because the function is. */
export const lambdaPermission = defineResource({
  type: "lambda-permission",
  title: "Permission to call",
  props: permissionProps,
  iamActions: ["lambda:AddPermission", "lambda:GetPolicy", "lambda:RemovePermission"],
  name: ({ statementId, functionName }) => `${statementId} on ${functionName}`,
  summary: ({ principal, functionName }) => `${principal} may call ${functionName}`,
  usualSeconds: 2,

  async observe(context, props) {
    const statement = (await readStatements(context, props)).find((each) => each.Sid === props.statementId);
    if (statement === undefined) return undefined;
    const sourceAccount = conditionOf(statement, "AWS:SourceAccount");
    return {
      state: {
        functionName: props.functionName,
        qualifier: props.qualifier,
        statementId: props.statementId,
        principal: principalOf(statement.Principal),
        sourceArn: conditionOf(statement, "AWS:SourceArn") ?? "",
        ...(sourceAccount === undefined ? {} : { sourceAccount }),
      },
      outputs: outputsOf(props),
      ownership: { kind: "ours" },
    };
  },

  async ensure(context, want, have) {
    // A statement cannot be changed: it is taken away and written anew.
    if (have !== undefined) await removeStatement(context, want);
    const command = new AddPermissionCommand({
      FunctionName: want.functionName,
      Qualifier: want.qualifier,
      StatementId: want.statementId,
      Action: "lambda:InvokeFunction",
      Principal: want.principal,
      SourceArn: want.sourceArn,
      SourceAccount: want.sourceAccount,
    });
    await context.aws.lambda.send(command, { abortSignal: context.signal });
    return outputsOf(want);
  },

  remove: async (context, props) => removeStatement(context, props),
});

/** The id says whose statement it is: the same statement id stands on many functions. */
function outputsOf({ functionName, qualifier, statementId }: PermissionProps): Record<string, string> {
  return { id: `${functionName}:${qualifier}/${statementId}`, statementId };
}

async function readStatements(
  context: ResourceContext,
  { functionName, qualifier }: PermissionProps,
): Promise<Record<string, unknown>[]> {
  try {
    const command = new GetPolicyCommand({ FunctionName: functionName, Qualifier: qualifier });
    const { Policy } = await context.aws.lambda.send(command, { abortSignal: context.signal });
    const document: unknown = JSON.parse(Policy ?? "{}");
    const statements = isPlainObject(document) ? document.Statement : undefined;
    return Array.isArray(statements) ? statements.filter(isPlainObject) : [];
  } catch (error) {
    if (isAwsError(error, "ResourceNotFoundException")) return [];
    throw error;
  }
}

async function removeStatement(context: ResourceContext, props: PermissionProps): Promise<void> {
  try {
    const command = new RemovePermissionCommand({
      FunctionName: props.functionName,
      Qualifier: props.qualifier,
      StatementId: props.statementId,
    });
    await context.aws.lambda.send(command, { abortSignal: context.signal });
  } catch (error) {
    if (!isAwsError(error, "ResourceNotFoundException")) throw error;
  }
}

function principalOf(principal: unknown): string {
  if (typeof principal === "string") return principal;
  return isPlainObject(principal) ? String(principal.Service ?? principal.AWS ?? "") : "";
}

/** A condition's value, whatever its operator; AWS writes the key's letters in more than one case. */
function conditionOf(statement: Record<string, unknown>, key: string): string | undefined {
  const operators = isPlainObject(statement.Condition) ? Object.values(statement.Condition) : [];
  for (const operator of operators.filter(isPlainObject)) {
    const found = Object.entries(operator).find(([name]) => name.toLowerCase() === key.toLowerCase());
    if (found !== undefined) return String(found[1]);
  }
  return undefined;
}
