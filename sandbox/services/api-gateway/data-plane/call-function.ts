import type { SandboxAccount } from "../../../state/account";
import { functionArn, readFunctionReference } from "../../lambda/function-store";
import { invokeFunction, maxPayloadBytes } from "../../lambda/invoke-function";
import { functionOfUri } from "../check-function-uri";
import { mayGatewayUseRole } from "../use-role";

export interface FunctionCall {
  uri: string;
  /** A role to call with; without one the function's own policy decides. */
  credentials: string | undefined;
  /** The source ARN that the function's policy is checked with. */
  sourceArn: string;
  payload: string;
  timeoutMilliseconds: number;
  stageVariables: Record<string, string>;
}

export type CallOutcome =
  | { kind: "answered"; payload: string }
  | { kind: "function-error"; payload: string }
  | { kind: "refused" }
  | { kind: "too-large" }
  | { kind: "timed-out" };

/** Calls a function on API Gateway's behalf. A function that exceeds the timeout keeps running, but nothing waits for it. */
export async function callFunction(account: SandboxAccount, call: FunctionCall): Promise<CallOutcome> {
  const arn = fillStageVariables(functionOfUri(call.uri) ?? "", call.stageVariables);
  if (Buffer.byteLength(call.payload) > maxPayloadBytes) return { kind: "too-large" };
  if (call.credentials !== undefined && !mayCallWith(account, call.credentials, arn))
    return { kind: "refused" };
  const running = invokeFunction(
    account,
    arn,
    call.payload,
    call.credentials === undefined
      ? { principal: "apigateway.amazonaws.com", sourceArn: call.sourceArn, sourceAccount: account.accountId }
      : {},
  ).then((result): CallOutcome => {
    if (result.kind === "refused") return { kind: "refused" };
    return { kind: result.functionError ? "function-error" : "answered", payload: result.payload };
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CallOutcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "timed-out" }), call.timeoutMilliseconds);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
    // A failure after the timeout must not end the process.
    running.catch((error: unknown) => console.error(error));
  }
}

function mayCallWith(account: SandboxAccount, roleArn: string, arn: string): boolean {
  const reference = readFunctionReference(account, arn);
  if (!reference) return false;
  const resource = functionArn(account, reference.name, reference.qualifier);
  return mayGatewayUseRole(account, roleArn, { action: "lambda:InvokeFunction", resource });
}

function fillStageVariables(text: string, variables: Record<string, string>): string {
  return text.replace(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_, name: string) => variables[name] ?? "");
}
