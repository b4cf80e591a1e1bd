import { z } from "zod";
import { config } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";
import { type Problem, ProblemError } from "@/lib/kernel/result";

const requestTimeoutMs = 10_000;

const told = z.object({
  accountId: z.string(),
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  instance: z.object({ id: z.string(), arn: z.string(), alias: z.string() }),
  /** Who can sign in to the simulated instance's softphone. */
  agents: z.array(z.object({ username: z.string(), password: z.string() })).default([]),
  /** What each simulated vendor knows the account by: ids, secrets, a telephone number. */
  vendors: z.record(z.string(), z.record(z.string(), z.string())),
});

/** A tenant's own account in the sandbox, with its credentials: never show it. */
export type SandboxAccount = z.infer<typeof told>;

/** By the sandbox's address and the tenant. What is kept can't change: an account stays its tenant's. */
const known = new Map<string, Promise<SandboxAccount>>();

/**
 * The tenant's own AWS account in the sandbox, made at the first use; no one else's credentials can be had here.
 * `isFirst`: the account that the sandbox has from its start, for the tenant of the first start alone. Throws Problems:
 * sandbox-off, sandbox-silent, sandbox-refused.
 */
export function sandboxAccountOf(
  tenantId: TenantId,
  { isFirst = false }: { isFirst?: boolean } = {},
): Promise<SandboxAccount> {
  const { url } = requireSandbox();
  const key = `${url} ${tenantId}`;
  const found = isFirst ? undefined : known.get(key);
  if (found) return found;
  const path = `/_sandbox/accounts/${encodeURIComponent(tenantId)}`;
  const account = requestSandbox("PUT", `${url}${path}`, { body: isFirst ? { first: true } : {} }).then(
    (answer) => {
      if (!answer.ok) throw new ProblemError(refused(answer.status));
      return told.parse(JSON.parse(answer.text));
    },
  );
  known.set(key, account);
  // A failure isn't kept.
  account.catch(() => known.get(key) === account && known.delete(key));
  return account;
}

/**
 * One request to the sandbox's or a simulated vendor's own routes, in one account. Throws a Problem: sandbox-silent.
 */
export async function requestSandbox(
  method: "GET" | "POST" | "PUT",
  url: string,
  { accountId, body }: { accountId?: string; body?: object | undefined } = {},
): Promise<{ ok: boolean; status: number; text: string }> {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        "X-Sandbox-Key": requireSandbox().controlKey,
        ...(accountId === undefined ? {} : { "X-Sandbox-Account": accountId }),
        ...(body && { "Content-Type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
      redirect: "error",
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    return { ok: response.ok, status: response.status, text: await response.text() };
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    throw new ProblemError(sandboxSilent, { cause });
  }
}

/** Throws a Problem: sandbox-off. */
export function requireSandbox() {
  const { sandbox } = config();
  if (sandbox === undefined) throw new ProblemError(sandboxOff);
  return sandbox;
}

const sandboxOff: Problem = {
  code: "sandbox-off",
  sentence: "This connection uses the sandbox account, and the sandbox is turned off.",
  wayOut: "Start Patchbay with its sandbox, or connect a real account.",
};
const sandboxSilent: Problem = {
  code: "sandbox-silent",
  sentence: "The sandbox isn't responding. Nothing was changed.",
  wayOut: "Start Patchbay with its sandbox and try again.",
};

function refused(status: number): Problem {
  return {
    code: "sandbox-refused",
    sentence: `The sandbox didn't provide an account for this tenant (${status}).`,
    wayOut: "Check the sandbox's log, or connect a real account.",
  };
}
