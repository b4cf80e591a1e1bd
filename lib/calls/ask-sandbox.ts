import { requestSandbox, sandboxAccountOf } from "@/lib/aws/sandbox-account";
import type { TenantId } from "@/lib/kernel/ids";
import { type Problem, ProblemError } from "@/lib/kernel/result";

/**
 * One request to the sandbox's own routes, in the tenant's own account: what is another's is not found there. Throws
 * Problems: sandbox-off, sandbox-silent, call-refused.
 */
export async function askSandbox(
  tenantId: TenantId,
  method: "GET" | "POST" | "PUT",
  url: string,
  body?: object,
): Promise<unknown> {
  const { accountId } = await sandboxAccountOf(tenantId);
  const { ok, status, text } = await requestSandbox(method, url, { accountId, body });
  if (!ok) throw new ProblemError(refused(status));
  return text === "" ? undefined : JSON.parse(text);
}

function refused(status: number): Problem {
  return {
    code: "call-refused",
    sentence: `The sandbox rejected the call (${status}).`,
    wayOut:
      "Enter the caller's number like +12065550123, and use a number that the integration points to its flow.",
  };
}
