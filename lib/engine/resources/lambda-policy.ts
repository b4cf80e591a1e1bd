import { GetPolicyCommand, RemovePermissionCommand } from "@aws-sdk/client-lambda";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { canonicalJson } from "../fingerprint";
import type { ResourceContext } from "../resource";

/** The ids of the statements that blueprints write, each a resource of its own (lambda-permission), which takes no others. */
export const statementIds = [
  "patchbay-api-store",
  "patchbay-api-authorizer",
  "patchbay-connect",
  "patchbay-widget-api",
] as const;
const ownStatementIds: ReadonlySet<unknown> = new Set(statementIds);

/** A function's policy and its alias's are two; undefined is the function's. */
type Qualifier = string | undefined;
export type Statement = Record<string, unknown>;

export interface ForeignStatements {
  /** Anyone may call, whoever they are: never wanted. */
  public: { qualifier: Qualifier; statementId: string }[];
  /** Others that are neither ours nor Connect's for this account, told in a line each. */
  others: string[];
}

/** One policy's statements; none when there is no policy, no function or no alias. */
export async function fetchPolicyStatements(
  context: ResourceContext,
  functionName: string,
  qualifier: Qualifier,
): Promise<Statement[]> {
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

export async function fetchForeignStatements(
  context: ResourceContext,
  functionName: string,
  alias: string,
): Promise<ForeignStatements> {
  const [ofFunction, ofAlias] = await Promise.all([
    fetchPolicyStatements(context, functionName, undefined),
    fetchPolicyStatements(context, functionName, alias),
  ]);
  return sortStatements(context, [
    { qualifier: undefined, statements: ofFunction },
    { qualifier: alias, statements: ofAlias },
  ]);
}

export function sortStatements(
  { accountId }: Pick<ResourceContext, "accountId">,
  policies: readonly { qualifier: Qualifier; statements: readonly Statement[] }[],
): ForeignStatements {
  const found: ForeignStatements = { public: [], others: [] };
  for (const { qualifier, statements } of policies) {
    for (const statement of statements) {
      const isOwn = qualifier !== undefined && ownStatementIds.has(statement.Sid);
      if (isOwn || isOfConnect(statement, accountId)) continue;
      const statementId = typeof statement.Sid === "string" ? statement.Sid : "";
      if (isPublic(statement)) found.public.push({ qualifier, statementId });
      else found.others.push(tell(statement, qualifier));
    }
  }
  found.others.sort();
  return found;
}

export async function removeStatement(
  context: ResourceContext,
  statement: { functionName: string; qualifier: Qualifier; statementId: string },
): Promise<void> {
  try {
    const command = new RemovePermissionCommand({
      FunctionName: statement.functionName,
      Qualifier: statement.qualifier,
      StatementId: statement.statementId,
    });
    await context.aws.lambda.send(command, { abortSignal: context.signal });
  } catch (error) {
    if (!isAwsError(error, "ResourceNotFoundException")) throw error;
  }
}

/** AssociateLambdaFunction writes one by itself, with the instance or the account as its source. */
function isOfConnect({ Principal, Condition }: Statement, accountId: string): boolean {
  const service = isPlainObject(Principal) ? Principal.Service : undefined;
  return (
    service === "connect.amazonaws.com" && valuesOf(Condition).some((value) => value.includes(accountId))
  );
}

/** "*" as a principal, and no condition that says whose the caller must be. */
function isPublic({ Effect, Principal, Condition }: Statement): boolean {
  const anybody = (value: unknown) => (Array.isArray(value) ? value : [value]).includes("*");
  const isForAnybody = anybody(Principal) || (isPlainObject(Principal) && anybody(Principal.AWS));
  const isBound = keysOf(Condition).some((key) =>
    /^aws:(?:source(?:arn|account|orgid)|principal(?:arn|account|orgid|orgpaths))$/i.test(key),
  );
  return Effect !== "Deny" && isForAnybody && !isBound;
}

function tell({ Sid, Effect, Principal, Action, Condition }: Statement, qualifier: Qualifier): string {
  const where = qualifier === undefined ? "" : ` on ${qualifier}`;
  const condition = Condition === undefined ? "" : ` if ${canonicalJson(Condition)}`;
  return `${String(Sid ?? "")}${where}: ${String(Effect)} ${canonicalJson(Principal)} ${canonicalJson(Action)}${condition}`;
}

function keysOf(condition: unknown): string[] {
  return operatorsOf(condition).flatMap((operator) => Object.keys(operator));
}

function valuesOf(condition: unknown): string[] {
  return operatorsOf(condition).flatMap((operator) => Object.values(operator).flat().map(String));
}

function operatorsOf(condition: unknown): Record<string, unknown>[] {
  return isPlainObject(condition) ? Object.values(condition).filter(isPlainObject) : [];
}
