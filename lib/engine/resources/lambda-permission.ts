import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { z } from "zod";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { type DeclaredField, departuresOf, noValue } from "../declared-fields";
import { canonicalJson } from "../fingerprint";
import { defineResource } from "../resource";
import { fetchPolicyStatements, removeStatement, statementIds } from "./lambda-policy";

const permissionProps = z.object({
  functionName: z.string(),
  qualifier: z.string(),
  statementId: z.enum(statementIds),
  principal: z.string(),
  sourceArn: z.string(),
  sourceAccount: z.string().optional(),
});
type PermissionProps = z.infer<typeof permissionProps>;

const invokeAction = "lambda:InvokeFunction";

const fields: DeclaredField[] = [
  { path: "functionName", kept: "identity" },
  { path: "qualifier", kept: "identity" },
  { path: "statementId", kept: "identity" },
  { path: "principal", kept: "as-wanted" },
  { path: "sourceArn", kept: "as-wanted" },
  { path: "sourceAccount", kept: "as-wanted" },
  { path: "action", kept: "fixed", value: invokeAction },
  { path: "otherConditions", kept: "fixed", value: noValue },
];

/** A statement of a function's own policy. It carries no tags; it is ours because the function is. */
export const lambdaPermission = defineResource({
  type: "lambda-permission",
  title: "Lambda permission",
  props: permissionProps,
  fields,
  iamActions: ["lambda:AddPermission", "lambda:GetPolicy", "lambda:RemovePermission"],
  name: ({ statementId, functionName }) => `${statementId} on ${functionName}`,
  summary: ({ principal, functionName }) => `${principal} can invoke ${functionName}`,
  usualSeconds: 2,

  async observe(context, props) {
    const statement = (await fetchPolicyStatements(context, props.functionName, props.qualifier)).find(
      (each) => each.Sid === props.statementId,
    );
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
      departures: departuresOf(fields, {
        action:
          statement.Effect === "Allow" ? actionOf(statement) : `${statement.Effect}: ${actionOf(statement)}`,
        otherConditions: otherConditionsOf(statement),
      }),
    };
  },

  async ensure(context, want, have) {
    // A statement can't be changed: it is taken away and written again.
    if (have !== undefined) await removeStatement(context, want);
    const command = new AddPermissionCommand({
      FunctionName: want.functionName,
      Qualifier: want.qualifier,
      StatementId: want.statementId,
      Action: invokeAction,
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

function principalOf(principal: unknown): string {
  if (typeof principal === "string") return principal;
  return isPlainObject(principal) ? String(principal.Service ?? principal.AWS ?? "") : "";
}

function actionOf({ Action, NotAction }: Record<string, unknown>): string {
  return typeof Action === "string" ? Action : canonicalJson({ Action, NotAction });
}

/** Whatever narrows or turns round what the two conditions that we write say. */
function otherConditionsOf({ Condition }: Record<string, unknown>): string {
  if (!isPlainObject(Condition)) return "";
  const isOurs = (operator: string, key: string) =>
    /^(?:ArnLike|ArnEquals|StringEquals|StringLike)$/.test(operator) &&
    /^aws:source(?:arn|account)$/i.test(key);
  const others = Object.entries(Condition).flatMap(([operator, keys]) =>
    isPlainObject(keys)
      ? Object.entries(keys)
          .filter(([key]) => !isOurs(operator, key))
          .map(([key, value]) => `${operator} ${key} ${canonicalJson(value)}`)
      : [`${operator} ${canonicalJson(keys)}`],
  );
  return others.join(", ");
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
