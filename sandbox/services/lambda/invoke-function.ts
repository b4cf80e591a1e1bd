import type { SandboxAccount } from "../../state/account";

export interface InvokeOptions {
  /** A service that calls on its own behalf and so needs the function's resource policy: "connect.amazonaws.com". */
  principal?: string;
  /** On whose behalf: an instance's or an API method's ARN. */
  sourceArn?: string;
  sourceAccount?: string;
  /** ID of the request that caused it, when the caller has one; a new one otherwise. */
  requestId?: string;
}

export type InvokeResult =
  | {
      kind: "answered";
      /** What the handler returned, as JSON text; or, with functionError, Lambda's error document. */
      payload: string;
      functionError?: "Unhandled";
      executedVersion: string;
      requestId: string;
      /** The last 4 KB of its log, as Invoke gives with LogType Tail. */
      logTail: string;
    }
  | { kind: "refused"; code: string; status: number; message: string };

/**
 * Runs a deployed function: by name, `name:qualifier` or ARN. Never throws for what AWS would answer.
 * With a principal the resource policy of exactly that name and qualifier decides (AccessDeniedException, 403).
 */
export async function invokeFunction(
  _account: SandboxAccount,
  arnOrName: string,
  _payload: string,
  _options: InvokeOptions = {},
): Promise<InvokeResult> {
  return {
    kind: "refused",
    code: "ResourceNotFoundException",
    status: 404,
    message: `Function not found: ${arnOrName}`,
  };
}
